using QuantGrpc.Evaluator.Datasets;

namespace QuantGrpc.Tests.Evaluator.Datasets;

public sealed class LevelScaleTests
{
    [Theory]
    [InlineData("Level 5", 5)]
    [InlineData("5", 5)]
    [InlineData("3.0", 3)]
    [InlineData("Level ?", null)]
    [InlineData(null, null)]
    public void Levels_are_read_as_MATH_writes_them(string? level, int? expected) => LevelScale.Of([level]).Read(level, "f:1").ShouldBe(expected);

    [Fact]
    public void A_zero_makes_all_levels_of_a_file_class_indices()
    {
        string[] levels = ["0", "4", "5"];
        var scale = LevelScale.Of(levels);

        levels.Select(l => scale.Read(l, "f:1")).ShouldBe([1, 5, null]);
    }

    [Theory]
    [InlineData("6")]
    [InlineData("2.5")]
    [InlineData("-1")]
    [InlineData("hard")]
    [InlineData("NaN")]
    public void Another_level_is_named(string level) =>
        Should.Throw<RowFaultException>(() => LevelScale.Of([level]).Read(level, "f:1")).Fault.ToString().ShouldStartWith($"f:1: level is {level}; allowed is 1 to 5");

    [Fact]
    public void Class_names_in_a_Parquet_files_metadata_stand_for_indices()
    {
        var classes = ClassNames.Of(new Dictionary<string, string>
        {
            ["huggingface"] = """{"info": {"features": {"level": {"names": ["Level 1", "Level 2"], "_type": "ClassLabel"}, "problem": {"dtype": "string"}}}}""",
        });

        classes.NameOf("level", "1").ShouldBe("Level 2");
        classes.NameOf("level", "7").ShouldBe("7");
        classes.NameOf("problem", "1").ShouldBe("1");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"info": 1}""")]
    [InlineData("""{"info": {"features": {"level": {"names": 3}}}}""")]
    public void Metadata_that_says_something_else_says_nothing(string json) =>
        ClassNames.Of(new Dictionary<string, string> { ["huggingface"] = json }).NameOf("level", "1").ShouldBe("1");
}
