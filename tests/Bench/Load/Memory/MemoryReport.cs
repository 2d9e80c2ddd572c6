using Grpc.Net.Client;
using QuantGrpc.Bench.Load.Pairs;
using QuantGrpc.Inference.V1;
using Spectre.Console;

namespace QuantGrpc.Bench.Load.Memory;

/// <summary>Both sides' memory after the work, and our server's own account of it.</summary>
internal static class MemoryReport
{
    public static async Task WriteAsync(IAnsiConsole console, ServedSide ours, Side? peer)
    {
        var table = new Table().AddColumns("MiB (processes)", "PSS", "of it files");
        Add(table, "ours", ours.Side.ProcessIds);
        Add(table, "peer", peer?.ProcessIds ?? []);
        console.Write(table);

        using var channel = GrpcChannel.ForAddress(ours.Address);
        var client = new InferenceService.InferenceServiceClient(channel);
        var account = new Table().AddColumns("our server's account, MiB", "weights", "KV", "compute", "KV cells");
        foreach (var variant in (await client.ListVariantsAsync(new ListVariantsRequest())).Variants.Where(v => v.State == VariantState.Ready))
        {
            var memory = variant.PlannedMemory;
            account.AddRow(variant.Id, Text(memory.WeightsBytes), Text(memory.KvCacheBytes), Text(memory.ComputeBytes), $"{variant.KvCells}");
        }

        var server = await client.GetServerInfoAsync(new GetServerInfoRequest());
        account.AddRow("managed heap", Text(server.ManagedHeapBytes));
        console.Write(account);
    }

    private static void Add(Table table, string name, IReadOnlyList<int> processIds)
    {
        if (processIds.Count > 0)
        {
            var memory = processIds.Select(ProcessMemory.Of).Aggregate((a, b) => a + b);
            table.AddRow($"{name} ({processIds.Count})", Text((ulong)memory.Total), Text((ulong)memory.FileBacked));
        }
    }

    private static string Text(ulong bytes) => $"{bytes / 1048576.0:N1}";
}
