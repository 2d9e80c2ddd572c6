using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using QuantGrpc.Hosting.Options;

namespace QuantGrpc.Tests.Hosting.Options;

public sealed class OptionsBinderTests
{
    public enum CacheType
    {
        F16,
        Q8,
    }

    [Fact]
    public void Values_are_bound_and_the_rest_keeps_its_defaults()
    {
        var options = Bind(("Queue", "7"), ("Wait", "00:00:30"), ("Cache", "q8"), ("Variants:a:Threads", "2"), ("Folders:0", "x"));

        options.Queue.ShouldBe(7);
        options.Wait.ShouldBe(TimeSpan.FromSeconds(30));
        options.Cache.ShouldBe(CacheType.Q8);
        options.Variants["a"].Threads.ShouldBe(2);
        options.Folders.ShouldBe(["x"]);
        options.Host.ShouldBe("here");
    }

    [Fact]
    public void An_absent_section_gives_the_defaults() => Bind().ShouldBe(new Sample(), new SampleComparer());

    [Fact]
    public void All_errors_are_reported_in_one_message()
    {
        var error = Should.Throw<OptionsException>(() => Bind(
            ("Queue", "0"), ("Wait", "soon"), ("Cache", "q9"), ("Qeue", "1"), ("Variants:a:Threads", "99"), ("Variants:a:Thread", "1")));

        error.Errors.Select(one => one.Path).ShouldBe(
            ["S:Wait", "S:Cache", "S:Qeue", "S:Variants:a:Thread", "S:Queue", "S:Variants:a:Threads"], ignoreOrder: true);
        error.Message.Split('\n').Length.ShouldBe(7);
    }

    [Fact]
    public void A_value_out_of_range_names_path_value_and_what_is_allowed() =>
        Should.Throw<OptionsException>(() => Bind(("Queue", "0"))).Message.ShouldContain("S:Queue is '0': allowed is 1 to 64");

    [Fact]
    public void An_unknown_key_lists_the_known_ones() =>
        Should.Throw<OptionsException>(() => Bind(("Variants:a:Thread", "1"))).Message
            .ShouldContain("S:Variants:a:Thread: no such option; known are Threads");

    [Fact]
    public void An_unreadable_value_says_what_would_be_read() =>
        Should.Throw<OptionsException>(() => Bind(("Cache", "7"))).Message.ShouldContain("S:Cache is '7': one of F16, Q8 is allowed");

    [Fact]
    public void A_section_in_a_values_place_is_refused() =>
        Should.Throw<OptionsException>(() => Bind(("Queue:Length", "3"))).Message.ShouldContain("S:Queue: a whole number is allowed");

    [Fact]
    public void A_value_in_a_sections_place_is_refused() =>
        Should.Throw<OptionsException>(() => Bind(("Variants:a", "3"))).Message.ShouldContain("a section is allowed, with Threads");

    [Fact]
    public void A_rule_between_members_names_them() =>
        Should.Throw<OptionsException>(() => Bind(("Queue", "2"), ("Sequences", "3"))).Message
            .ShouldContain("S:Sequences: must not exceed Queue, 2");

    [Fact]
    public void A_long_value_is_shortened_in_the_message() =>
        Should.Throw<OptionsException>(() => Bind(("Queue", new string('9', 10_000)))).Message.Length.ShouldBeLessThan(300);

    private static Sample Bind(params (string Key, string Value)[] pairs) => OptionsBinder.Bind<Sample>(
        new ConfigurationBuilder()
            .AddInMemoryCollection(pairs.Select(pair => new KeyValuePair<string, string?>($"S:{pair.Key}", pair.Value)))
            .Build(),
        "S");

    private sealed class SampleComparer : IEqualityComparer<Sample>
    {
        public bool Equals(Sample? x, Sample? y) => x?.Queue == y?.Queue && x?.Wait == y?.Wait && x?.Host == y?.Host;

        public int GetHashCode(Sample sample) => sample.Queue;
    }

    private sealed record Sample : IValidatableObject
    {
        [Range(1, 64)]
        public int Queue { get; init; } = 16;

        public int Sequences { get; init; } = 1;

        public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(1);

        public CacheType? Cache { get; init; }

        public string Host { get; init; } = "here";

        public IReadOnlyList<string> Folders { get; init; } = [];

        public IReadOnlyDictionary<string, Part> Variants { get; init; } = new Dictionary<string, Part>();

        public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
        {
            if (Sequences > Queue)
            {
                yield return new ValidationResult($"must not exceed Queue, {Queue}", [nameof(Sequences)]);
            }
        }
    }

    private sealed record Part
    {
        [Range(1, 64)]
        public int Threads { get; init; } = 1;
    }
}
