using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Extensions;
using ArchUnitNET.Loader;
using QuantGrpc.Inference.V1;
using QuantGrpc.Llama.Models;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Architecture;

/// <summary>Arrows between projects and between rooms point one way.</summary>
public sealed class ArrowTests
{
    private static readonly ArchUnitNET.Domain.Architecture Code = new ArchLoader().LoadAssemblies(
        typeof(InferenceService).Assembly,
        typeof(ModelWeights).Assembly,
        typeof(QuantGrpc.Hosting.StartException).Assembly,
        typeof(QuantGrpc.Endpoints.GrpcErrors).Assembly,
        typeof(QuantGrpc.Server.ServerProgram).Assembly,
        typeof(QuantGrpc.Evaluator.EvaluatorProgram).Assembly).Build();

    public static TheoryData<string, string[]> Projects => new()
    {
        { "QuantGrpc.Llama", [] },
        { "QuantGrpc.Hosting", [] },
        { "QuantGrpc.Endpoints", ["QuantGrpc.Hosting"] },
        { "QuantGrpc.Server", ["QuantGrpc.Inference.V1", "QuantGrpc.Llama", "QuantGrpc.Hosting", "QuantGrpc.Endpoints"] },
        { "QuantGrpc.Evaluator", ["QuantGrpc.Inference.V1", "QuantGrpc.Evaluation.V1", "QuantGrpc.Hosting", "QuantGrpc.Endpoints"] },
    };

    public static TheoryData<string, string[]> ServerRooms => new()
    {
        { "Telemetry", [] },
        { "Engine", ["Telemetry"] },
        { "Scheduling", ["Engine", "Telemetry"] },
        { "Variants", ["Engine", "Scheduling", "Telemetry"] },
        { "Calls", ["Engine", "Scheduling", "Variants", "Telemetry"] },
        { "Commands", ["Engine", "Scheduling", "Variants", "Calls", "Telemetry"] },
    };

    public static TheoryData<string, string[]> EvaluatorRooms => new()
    {
        { "Datasets", [] },
        { "Generation", [] },
        { "Steps", [] },
        { "Answers", [] },
        { "Statistics", [] },
        { "Storage", [] },
        { "Judges", ["Generation", "Steps", "Answers", "Statistics"] },
        { "Reports", ["Storage", "Statistics"] },
        { "Runs", ["Datasets", "Generation", "Steps", "Answers", "Judges", "Storage", "Statistics"] },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_knows_only_what_its_arrows_point_to(string project, string[] allowed) =>
        Violations(project, "QuantGrpc", allowed).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(ServerRooms))]
    public void A_room_of_the_server_knows_only_rooms_to_its_right(string room, string[] allowed) =>
        Violations($"QuantGrpc.Server.{room}", "QuantGrpc.Server", [.. allowed.Select(a => $"QuantGrpc.Server.{a}")]).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(EvaluatorRooms))]
    public void A_room_of_the_evaluator_knows_only_what_its_arrows_point_to(string room, string[] allowed) =>
        Violations($"QuantGrpc.Evaluator.{room}", "QuantGrpc.Evaluator", [.. allowed.Select(a => $"QuantGrpc.Evaluator.{a}")]).ShouldBeEmpty();

    [Theory]
    [InlineData("QuantGrpc.Server", new[] { "Engine", "Scheduling", "Variants", "Calls", "Commands", "Telemetry" })]
    [InlineData(
        "QuantGrpc.Evaluator",
        new[] { "Commands", "Service", "Runs", "Datasets", "Generation", "Steps", "Answers", "Judges", "Statistics", "Storage", "Reports" })]
    public void Every_room_is_one_of_the_house(string project, string[] rooms) =>
        Code.Types.Select(t => t.Namespace?.FullName ?? "")
            .Where(n => n.StartsWith($"{project}.", StringComparison.Ordinal))
            .Select(n => n[(project.Length + 1)..].Split('.')[0])
            .Distinct()
            .ShouldBeSubsetOf(rooms);

    [Fact]
    public void Only_the_llama_project_knows_LLamaSharp() =>
        Directory.EnumerateFiles(Repository.Root, "*.csproj", SearchOption.AllDirectories)
            .Where(file => !file.Contains("artifacts", StringComparison.Ordinal) && File.ReadAllText(file).Contains("LLamaSharp", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(file))
            .ShouldBe(["QuantGrpc.Llama.csproj"]);

    [Fact]
    public void Protocol_messages_stay_in_calls_and_generation_and_service() =>
        Code.Types
            .Where(t => t.Assembly.Name.StartsWith("quantgrpc-", StringComparison.Ordinal))
            .Where(t => !(t.Namespace?.FullName ?? "").Split('.').Intersect(["Calls", "Generation", "Service"]).Any())
            .Where(t => t.Dependencies.Any(d => d.Target.Namespace?.FullName is "QuantGrpc.Inference.V1" or "QuantGrpc.Evaluation.V1"))
            .Select(t => t.FullName)
            .Where(name => !name.StartsWith("QuantGrpc.Server.ServerHost", StringComparison.Ordinal))
            .ShouldBeEmpty();

    // Types of one namespace (and those below) that use a type of the scope outside of it and outside what is allowed.
    private static List<string> Violations(string room, string scope, string[] allowed) =>
    [
        .. from type in Code.Types
           where IsIn(type, room)
           from target in type.Dependencies.Select(d => d.Target)
           where IsIn(target, scope) && target.Namespace.FullName != scope && !IsIn(target, room) && !allowed.Any(a => IsIn(target, a))
           select $"{type.FullName} -> {target.FullName}",
    ];

    private static bool IsIn(IType type, string name)
    {
        var full = type.Namespace?.FullName ?? "";
        return full == name || full.StartsWith($"{name}.", StringComparison.Ordinal);
    }
}
