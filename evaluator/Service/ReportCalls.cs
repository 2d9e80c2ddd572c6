using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Grpc.Core;
using nietras.SeparatedValues;
using QuantGrpc.Endpoints;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Runs;
using StoredRun = QuantGrpc.Evaluator.Storage.Run;

namespace QuantGrpc.Evaluator.Service;

/// <summary>GetReport: the files of <c>report</c> as streams.</summary>
internal sealed class ReportCalls(RunRoom room)
{
    private const double DefaultLoss = 2;
    private const int BytesPerMessage = 1 << 16;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task WriteAsync(StoredRun run, GetReportRequest request, IServerStreamWriter<GetReportResponse> stream, CancellationToken cancellation)
    {
        var loss = request.HasAcceptableLoss ? request.AcceptableLoss : DefaultLoss;
        if (loss is not (> 0 and < 100))
        {
            throw GrpcErrors.InvalidArgument("acceptable_loss", $"{loss}", "above 0 and below 100");
        }

        var write = FormOf(request.Format);
        var report = await new ReportBuilder(room.Store, loss).BuildAsync(run, cancellation);
        foreach (var part in write(report).Chunk(BytesPerMessage))
        {
            await stream.WriteAsync(new GetReportResponse { Data = UnsafeByteOperations.UnsafeWrap(part) }, cancellation);
        }
    }

    private static Func<ReportModel, byte[]> FormOf(ReportFormat format) => format switch
    {
        ReportFormat.Unspecified or ReportFormat.Html => report => Encoding.UTF8.GetBytes(HtmlReport.Render(report)),
        ReportFormat.Json => report => JsonSerializer.SerializeToUtf8Bytes(report, Json),
        ReportFormat.Csv => Table,
        _ => throw GrpcErrors.InvalidArgument("format", $"{(int)format}", "REPORT_FORMAT_HTML, REPORT_FORMAT_JSON or REPORT_FORMAT_CSV"),
    };

    private static byte[] Table(ReportModel report)
    {
        using var writer = Sep.New(',').Writer(options => options with { Escape = true }).ToText();
        foreach (var cells in SummaryTable.Rows(report))
        {
            using var row = writer.NewRow();
            foreach (var (column, cell) in SummaryTable.Columns.Zip(cells))
            {
                row[column].Set(cell);
            }
        }

        return Encoding.UTF8.GetBytes(writer.ToString());
    }
}
