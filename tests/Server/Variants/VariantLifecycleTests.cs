using Microsoft.Extensions.Logging.Abstractions;
using QuantGrpc.Endpoints;
using QuantGrpc.Endpoints.Health;
using QuantGrpc.Hosting.Draining;
using QuantGrpc.Llama.Interop;
using QuantGrpc.Llama.Models;
using QuantGrpc.Server.Engine;
using QuantGrpc.Server.Engine.Generation;
using QuantGrpc.Server.Engine.Sampling;
using QuantGrpc.Server.Scheduling;
using QuantGrpc.Server.Variants;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Variants;

/// <summary>Loads and unloads of a planned variant "a" and an unloaded "b", with scripted engines.</summary>
public sealed class VariantLifecycleTests : IAsyncDisposable
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(20);

    private readonly DecodeLoop _loop = new(NullLogger<DecodeLoop>.Instance);
    private readonly VariantFeed _feed = new();
    private readonly DrainState _drain = new();
    private readonly HealthBoard _health;
    private readonly VariantIdentifier _identifier;
    private readonly ScriptedLoader _loader;
    private readonly VariantLifecycle _lifecycle;
    private readonly ServedVariant _a;
    private readonly ServedVariant _b;

    public VariantLifecycleTests()
    {
        _a = Variant("a");
        _b = Variant("b", "for lack of memory");
        _loader = new ScriptedLoader(_loop);
        _health = new HealthBoard(_drain);
        var backend = new LlamaBackendInfo { LibraryPath = "l", LlamaCppRelease = "b1", UsesCuda = false, InstructionSet = "Avx2", CpuFeatures = [] };
        _identifier = new VariantIdentifier(backend, new WeightsHasher("none"), AdapterCatalog.Find(new ModelsOptions()), NullLogger<VariantIdentifier>.Instance);
        var readiness = new VariantReadiness(new VariantRegistry([_a, _b], 8, _feed), _health);
        _lifecycle = new VariantLifecycle(_loader, _identifier, readiness, TimeProvider.System, NullLogger<VariantLifecycle>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _lifecycle.StopAsync();
        await _loop.DisposeAsync();
        await _lifecycle.AllFreed();
        _identifier.Dispose();
        _health.Dispose();
        _drain.Dispose();
    }

    [Fact]
    public async Task A_variant_goes_through_loading_to_ready_and_through_draining_to_unloaded()
    {
        using var watch = _feed.Begin([_b]);

        (await _lifecycle.LoadAsync(_b)).End.ShouldBe(LoadEnd.Serves);
        await _lifecycle.UnloadAsync(_b, limit: null);

        Stages(watch).ShouldBe(
        [
            VariantStage.Unloaded, VariantStage.Loading, VariantStage.Loading, VariantStage.Ready, VariantStage.Draining, VariantStage.Unloaded,
        ]);
        _b.Status.Reason.ShouldBe("unloaded by request");
        _loader.Engines[0].Disposed.ShouldBeTrue();
        _loader.Freed.ShouldBe(1);
    }

    [Fact]
    public async Task A_second_load_joins_the_first_and_one_of_a_ready_variant_does_nothing()
    {
        var gate = new TaskCompletionSource();
        _loader.Gate = gate.Task;
        var first = _lifecycle.LoadAsync(_b);
        var second = _lifecycle.LoadAsync(_b);
        gate.SetResult();

        (await first).End.ShouldBe(LoadEnd.Serves);
        (await second).End.ShouldBe(LoadEnd.Serves);
        (await _lifecycle.LoadAsync(_b)).End.ShouldBe(LoadEnd.Serves);
        _loader.Begun.ShouldBe(["b"]);
    }

    [Fact]
    public async Task Loads_go_one_after_another()
    {
        var gate = new TaskCompletionSource();
        _loader.Gate = gate.Task;
        var first = _lifecycle.LoadAsync(_a);
        await BegunAsync();
        var second = _lifecycle.LoadAsync(_b);

        _b.Status.Stage.ShouldBe(VariantStage.Loading);
        _loader.Begun.ShouldBe(["a"]);
        gate.SetResult();
        await Task.WhenAll(first, second);
        _loader.Begun.ShouldBe(["a", "b"]);
    }

    [Fact]
    public async Task What_does_not_fit_stays_unloaded_with_the_numbers()
    {
        _loader.Refusal = new NoRoomException("it needs 9 GiB and CPU has 1 GiB left");

        (await _lifecycle.LoadAsync(_b)).ShouldBe(new LoadResult(LoadEnd.Refused, "it needs 9 GiB and CPU has 1 GiB left"));

        _b.Status.ShouldBe(new VariantStatus(VariantStage.Unloaded, "it needs 9 GiB and CPU has 1 GiB left"));
    }

    public static TheoryData<Exception> Faults =>
        [new ModelLoadException("no memory"), new FileNotFoundException("no memory"), new InvalidCastException("no memory"), new InsufficientMemoryException("no memory")];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_load_that_failed_can_be_tried_again(Exception fault)
    {
        _loader.Fault = fault;
        (await _lifecycle.LoadAsync(_b)).ShouldBe(new LoadResult(LoadEnd.Failed, "no memory"));
        _b.Status.ShouldBe(new VariantStatus(VariantStage.Failed, "no memory"));

        _loader.Fault = null;

        (await _lifecycle.LoadAsync(_b)).End.ShouldBe(LoadEnd.Serves);
        _b.Status.Stage.ShouldBe(VariantStage.Ready);
    }

    [Fact]
    public async Task An_unload_ends_the_load_that_runs()
    {
        _loader.Gate = new TaskCompletionSource().Task;
        var load = _lifecycle.LoadAsync(_b);
        await BegunAsync();

        await _lifecycle.UnloadAsync(_b, limit: null).WaitAsync(Soon);

        (await load).End.ShouldBe(LoadEnd.Refused);
        _b.Status.ShouldBe(new VariantStatus(VariantStage.Unloaded, "unloaded by request"));
    }

    [Fact]
    public async Task An_unload_ends_a_load_that_waits_for_its_turn()
    {
        var gate = new TaskCompletionSource();
        _loader.Gate = gate.Task;
        var first = _lifecycle.LoadAsync(_a);
        await BegunAsync();
        var second = _lifecycle.LoadAsync(_b);

        await _lifecycle.UnloadAsync(_b, limit: null).WaitAsync(Soon);
        gate.SetResult();

        (await second).End.ShouldBe(LoadEnd.Refused);
        (await first).End.ShouldBe(LoadEnd.Serves);
        _loader.Begun.ShouldBe(["a"]);
    }

    [Fact]
    public async Task While_it_drains_what_was_accepted_goes_on_and_nothing_is_accepted()
    {
        await _lifecycle.LoadAsync(_a);
        var inbox = _a.Inbox;
        var running = Submit(maxTokens: 50, outbox: 2);
        var unload = _lifecycle.UnloadAsync(_a, limit: null);

        inbox.TryAdd(Sequence(1, 10).Sequence).ShouldBe(Submission.Closed);
        _a.Model.ShouldBeNull();
        _a.Status.Stage.ShouldBe(VariantStage.Draining);
        (await _lifecycle.LoadAsync(_a)).End.ShouldBe(LoadEnd.Refused);
        unload.IsCompleted.ShouldBeFalse();
        (await ReadAsync(running)).ShouldBe(51);
        await unload.WaitAsync(Soon);
        _a.Status.Stage.ShouldBe(VariantStage.Unloaded);
    }

    [Fact]
    public async Task When_the_time_limit_has_passed_what_runs_ends_as_unavailable()
    {
        await _lifecycle.LoadAsync(_a);
        var stalled = Submit(maxTokens: 50, outbox: 2);

        await _lifecycle.UnloadAsync(_a, TimeSpan.FromMilliseconds(20)).WaitAsync(Soon);

        (await Should.ThrowAsync<UnavailableException>(ReadAsync(stalled))).Message.ShouldStartWith("a is being unloaded");
        _loader.Freed.ShouldBe(1);
    }

    [Fact]
    public async Task A_later_unload_with_a_limit_shortens_one_without()
    {
        await _lifecycle.LoadAsync(_a);
        Submit(maxTokens: 50, outbox: 2);
        var patient = _lifecycle.UnloadAsync(_a, limit: null);

        await _lifecycle.UnloadAsync(_a, TimeSpan.Zero).WaitAsync(Soon);

        await patient.WaitAsync(Soon);
    }

    [Fact]
    public async Task A_variant_that_breaks_is_failed_and_freed_and_loads_again()
    {
        await _lifecycle.LoadAsync(_a);
        _loader.Engines[0].Fault = new EngineFaultException("boom");
        await Should.ThrowAsync<EngineFaultException>(ReadAsync(Submit(maxTokens: 5)));

        _a.Status.ShouldBe(new VariantStatus(VariantStage.Failed, "boom"));
        (await _lifecycle.LoadAsync(_a)).End.ShouldBe(LoadEnd.Serves);
        _loader.Freed.ShouldBe(1);
        (await ReadAsync(Submit(maxTokens: 5))).ShouldBe(6);
    }

    private static List<VariantStage> Stages(VariantFeed.Watch watch)
    {
        var stages = new List<VariantStage>();
        while (watch.Changes.TryRead(out var change))
        {
            stages.Add(change.Status.Stage);
        }

        return stages;
    }

    private static Queued Sequence(int maxTokens, int outbox) => Queued.New(new GenerationRequest { Id = "r", Prompt = new TokenId[2], Sampling = new SamplingSettings { MaxTokens = maxTokens } }, outbox: outbox);

    private Queued Submit(int maxTokens, int outbox = 100)
    {
        var sequence = Sequence(maxTokens, outbox);
        _a.Inbox.TryAdd(sequence.Sequence).ShouldBe(Submission.Accepted);
        _loop.Wake();
        return sequence;
    }

    private async Task<int> ReadAsync(Queued sequence)
    {
        var count = 0;
        await foreach (var _ in sequence.Outbox.Reader.ReadAllAsync())
        {
            count++;
            _loop.Wake();
        }

        return count;
    }

    private async Task BegunAsync()
    {
        while (_loader.Begun.Count == 0)
        {
            await Task.Delay(5);
        }
    }

    private ServedVariant Variant(string id, string? unloaded = null) =>
        new(new CatalogEntry { Id = id, Files = [id] }, ScriptedLoader.SpecOf(id, unloaded), _feed);
}
