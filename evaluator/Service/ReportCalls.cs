using System.IO.Compression;
using Google.Protobuf;
using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Evaluator.Reports;
using QuantGrpc.Evaluator.Reports.Tables;
using QuantGrpc.Evaluator.Runs;
using StoredRun = QuantGrpc.Evaluator.Storage.Run;

namespace QuantGrpc.Evaluator.Service;

/// <summary>GetReport: the files of <c>report</c> as streams.</summary>
internal sealed class ReportCalls(RunRoom room)
{
    private const double DefaultLoss = 2;
    private const int BytesPerMessage = 1 << 16;

    public async Task WriteAsync(StoredRun run, GetReportRequest request, IServerStreamWriter<GetReportResponse> stream, CancellationToken cancellation)
    {
        var loss = request.HasAcceptableLoss ? request.AcceptableLoss : DefaultLoss;
        if (loss is not (> 0 and < 100))
        {
            throw GrpcErrors.InvalidArgument("acceptable_loss", $"{loss}", "above 0 and below 100");
        }

        if (!Enum.IsDefined(request.Format))
        {
            throw GrpcErrors.InvalidArgument("format", $"{(int)request.Format}", "REPORT_FORMAT_HTML, REPORT_FORMAT_JSON or REPORT_FORMAT_CSV");
        }

        var folder = Directory.CreateTempSubdirectory("quantgrpc-report-");
        try
        {
            await SendAsync(await FileAsync(run, request.Format, loss, folder.FullName, cancellation), stream, cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private async Task<string> FileAsync(StoredRun run, ReportFormat format, double loss, string folder, CancellationToken cancellation)
    {
        var report = await new ReportBuilder(room.Store, loss).BuildAsync(run, cancellation);
        var path = Path.Combine(folder, "report");
        switch (format)
        {
            case ReportFormat.Json:
                await ReportJson.WriteAsync(report, path, cancellation);
                break;
            case ReportFormat.Csv:
                var tables = Path.Combine(folder, "tables");
                await ReportTables.WriteAsync(report, room.Store, run, tables, cancellation);
                await ZipFile.CreateFromDirectoryAsync(tables, path, cancellation);
                break;
            default:
                await HtmlReport.WriteAsync(report, path, cancellation);
                break;
        }

        return path;
    }

    private static async Task SendAsync(string path, IServerStreamWriter<GetReportResponse> stream, CancellationToken cancellation)
    {
        await using var file = File.OpenRead(path);
        var buffer = new byte[BytesPerMessage];
        for (var read = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation); read > 0;
             read = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation))
        {
            await stream.WriteAsync(new GetReportResponse { Data = ByteString.CopyFrom(buffer, 0, read) }, cancellation);
        }
    }
}
