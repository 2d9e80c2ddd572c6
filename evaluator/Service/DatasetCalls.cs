using System.Security.Cryptography;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using QuantGrpc.Endpoints;
using QuantGrpc.Evaluation.V1;
using QuantGrpc.Evaluator.Datasets;
using Dataset = QuantGrpc.Evaluation.V1.Dataset;

namespace QuantGrpc.Evaluator.Service;

/// <summary>The calls about data sets.</summary>
internal sealed class DatasetCalls(DatasetShelf shelf, TimeProvider time)
{
    // A caller that sends nothing for so long is gone: nothing else ends an upload that stands still.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    public ListDatasetsResponse List() => new()
    {
        Datasets = { shelf.List().Select(MessageOf).OrderBy(d => d.Name, StringComparer.Ordinal).ThenBy(d => d.Sha256, StringComparer.Ordinal) },
    };

    public async Task<UploadDatasetResponse> UploadAsync(IAsyncStreamReader<UploadDatasetRequest> stream, CancellationToken cancellation)
    {
        var header = await HeaderAsync(stream, cancellation);
        var file = shelf.BeginUpload(header.Name);
        var written = file.Name;
        try
        {
            string hash;
            await using (file)
            {
                hash = await WriteAsync(stream, file, cancellation);
            }

            if (header.Sha256.Length > 0 && !header.Sha256.Equals(hash, StringComparison.OrdinalIgnoreCase))
            {
                throw GrpcErrors.InvalidArgument("header.sha256", header.Sha256, $"the hash of what arrived, {hash}");
            }

            var problems = await ProblemsAsync(written, header.Name, cancellation);
            var kept = shelf.Keep(written, header.Name, hash);
            return new UploadDatasetResponse
            {
                Dataset = MessageOf(ShelvedDataset.Uploaded(shelf.Find(hash) ?? throw new InvalidOperationException($"upload {hash} is gone"))),
                Existed = kept is null,
                Problems = (uint)problems,
            };
        }
        finally
        {
            File.Delete(written); // moved away where it was kept
        }
    }

    private async Task<UploadDatasetHeader> HeaderAsync(IAsyncStreamReader<UploadDatasetRequest> stream, CancellationToken cancellation)
    {
        if (!await NextAsync(stream, cancellation) || stream.Current.Header is not { } header)
        {
            throw GrpcErrors.InvalidArgument("part", "", "a header first, then data");
        }

        return DatasetShelf.IsFileName(header.Name)
            ? header
            : throw GrpcErrors.InvalidArgument("header.name", header.Name, $"a file's name without a folder, ending in {DatasetShelf.AllowedEndings}");
    }

    private async Task<string> WriteAsync(IAsyncStreamReader<UploadDatasetRequest> stream, FileStream file, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (await NextAsync(stream, cancellation))
        {
            if (stream.Current.PartCase != UploadDatasetRequest.PartOneofCase.Data)
            {
                throw GrpcErrors.InvalidArgument("part", "a second header", "data after the first");
            }

            var data = stream.Current.Data;
            if (file.Length + data.Length > DatasetShelf.MostBytes)
            {
                throw GrpcErrors.LimitExceeded($"the upload has more than {DatasetShelf.MostBytes:N0} bytes, the most that a data set may have");
            }

            hash.AppendData(data.Span);
            await file.WriteAsync(data.Memory, cancellation);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static async Task<int> ProblemsAsync(string written, string name, CancellationToken cancellation)
    {
        try
        {
            return (await DatasetReader.ReadAsync(written, fields: null, cancellation)).Problems.Count;
        }
        catch (DatasetException fault)
        {
            var reason = fault.Message.Replace(Path.GetFileName(written), name, StringComparison.Ordinal);
            throw GrpcErrors.InvalidArgument("data", reason, "a file of problems with answers");
        }
    }

    private async Task<bool> NextAsync(IAsyncStreamReader<UploadDatasetRequest> stream, CancellationToken cancellation)
    {
        using var pause = new CancellationTokenSource(LongestPause, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellation, pause.Token);
        try
        {
            return await stream.MoveNext(both.Token).WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (pause.IsCancellationRequested)
        {
            throw GrpcErrors.InvalidArgument("part", "", $"a next part within {LongestPause.TotalSeconds:0} seconds");
        }
    }

    private static Dataset MessageOf(ShelvedDataset dataset) => new()
    {
        Name = dataset.Name,
        Sha256 = dataset.Sha256 ?? "",
        Bytes = (ulong)dataset.Bytes,
        Origin = dataset.IsUploaded ? DatasetOrigin.Uploaded : DatasetOrigin.Folder,
        Modified = dataset.Modified.ToTimestamp(),
    };
}
