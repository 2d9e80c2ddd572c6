using QuantGrpc.Hosting;
using QuantGrpc.Server.Variants;
using QuantGrpc.Tests.Support;

namespace QuantGrpc.Tests.Server.Variants;

public sealed class VariantCatalogTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("quantgrpc-catalog-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_model_is_known_by_its_files_stem()
    {
        Copy("llama-F16.gguf");

        var entry = Find().Entries.ShouldHaveSingleItem();

        entry.Id.ShouldBe("llama-F16");
        entry.Model.ShouldNotBeNull().Layers.ShouldBe(6);
    }

    [Fact]
    public void A_broken_file_is_known_with_its_problem_and_stops_nobody_else()
    {
        Copy("good.gguf");
        File.WriteAllText(PathOf("bad.gguf"), "not a model");

        var entries = Find().Entries;

        entries.Single(e => e.Id == "bad").Problem.ShouldNotBeNull().ShouldContain("GGUF");
        entries.Single(e => e.Id == "good").Model.ShouldNotBeNull();
    }

    [Fact]
    public void A_part_that_is_missing_is_named()
    {
        Copy("big-00001-of-00003.gguf");

        var entry = Find().Entries.ShouldHaveSingleItem();

        entry.Id.ShouldBe("big");
        entry.Problem.ShouldBe("of 3 parts these are missing: 2, 3");
    }

    [Fact]
    public void A_split_model_and_a_whole_one_of_one_name_are_two()
    {
        Copy("m.gguf");
        Copy("m-00001-of-00002.gguf");

        Should.Throw<StartException>(() => Find()).Message.ShouldContain("two variants have the id m");
    }

    [Fact]
    public void Files_of_one_name_in_two_folders_are_an_error_with_both_paths()
    {
        Directory.CreateDirectory(PathOf("other"));
        Copy("x.gguf");
        Copy("other/x.gguf");

        Should.Throw<StartException>(() => VariantCatalog.Find(new ModelsOptions { Paths = [_folder.FullName, PathOf("other")] }))
            .Message.ShouldMatch("two variants have the id x: .*x.gguf and .*x.gguf");
    }

    [Fact]
    public void A_file_that_is_listed_twice_is_one_variant()
    {
        Copy("x.gguf");

        VariantCatalog.Find(new ModelsOptions { Paths = [_folder.FullName, PathOf("x.gguf")] }).Entries.ShouldHaveSingleItem();
    }

    [Fact]
    public void Other_files_are_passed_over()
    {
        Copy("model.gguf");
        File.WriteAllText(PathOf("imatrix.dat"), "x");

        Find().Entries.ShouldHaveSingleItem();
    }

    [Fact]
    public void Two_variants_of_one_id_are_an_error_with_both_paths()
    {
        Copy("a.gguf");
        var options = new ModelsOptions { Paths = [_folder.FullName], Variants = [new NamedVariant { Id = "A", Path = PathOf("a.gguf") }] };

        Should.Throw<StartException>(() => VariantCatalog.Find(options)).Message.ShouldContain("two variants have the id");
    }

    [Fact]
    public void A_folder_that_is_not_there_is_an_error() =>
        Should.Throw<StartException>(() => VariantCatalog.Find(new ModelsOptions { Paths = ["/no/such/folder"] })).Message.ShouldContain("/no/such/folder");

    [Fact]
    public async Task A_hash_is_remembered_until_the_file_changes()
    {
        var cache = PathOf("cache");
        var hasher = new WeightsHasher(cache);
        File.WriteAllText(PathOf("w"), "one");
        var first = await hasher.HashAsync([PathOf("w")], CancellationToken.None);

        Directory.GetFiles(cache).ShouldHaveSingleItem();
        (await hasher.HashAsync([PathOf("w")], CancellationToken.None)).ShouldBe(first);
        File.WriteAllText(PathOf("w"), "other");
        (await hasher.HashAsync([PathOf("w")], CancellationToken.None)).ShouldNotBe(first);
    }

    [Fact]
    public async Task A_damaged_memory_of_hashes_is_not_believed()
    {
        var cache = PathOf("cache");
        File.WriteAllText(PathOf("w"), "one");
        var first = await new WeightsHasher(cache).HashAsync([PathOf("w")], CancellationToken.None);
        File.WriteAllText(Directory.GetFiles(cache)[0], "garbage");

        (await new WeightsHasher(cache).HashAsync([PathOf("w")], CancellationToken.None)).ShouldBe(first);
    }

    [Fact]
    public async Task A_hash_is_not_that_of_another_file_of_the_same_size_and_time()
    {
        var hasher = new WeightsHasher(PathOf("cache"));
        File.WriteAllText(PathOf("w"), "one");
        var time = File.GetLastWriteTimeUtc(PathOf("w"));
        var first = await hasher.HashAsync([PathOf("w")], CancellationToken.None);
        File.WriteAllText(PathOf("w"), "two");
        File.SetLastWriteTimeUtc(PathOf("w"), time);

        (await hasher.HashAsync([PathOf("w")], CancellationToken.None)).ShouldNotBe(first);
    }

    [Fact]
    public void A_second_look_sees_a_file_that_was_replaced_or_has_gone()
    {
        Copy("m.gguf");
        var known = Find().Entries[0];

        VariantCatalog.Again(known).Stamp.ShouldBe(known.Stamp);
        File.AppendAllText(PathOf("m.gguf"), "more");
        VariantCatalog.Again(known).Stamp.ShouldNotBe(known.Stamp);
        File.Delete(PathOf("m.gguf"));
        VariantCatalog.Again(known).Problem.ShouldNotBeNull().ShouldContain("m.gguf");
    }

    [Fact]
    public void A_second_look_sees_parts_that_have_come()
    {
        Copy("big-00001-of-00003.gguf");
        var known = Find().Entries[0];
        Copy("big-00002-of-00003.gguf");

        VariantCatalog.Again(known).Problem.ShouldBe("of 3 parts these are missing: 3");
        Directory.Delete(_folder.FullName, recursive: true);
        VariantCatalog.Again(known).Problem.ShouldNotBeNull().ShouldContain(_folder.FullName);
        _folder.Create();
    }

    private VariantCatalog Find() => VariantCatalog.Find(new ModelsOptions { Paths = [_folder.FullName] });

    private void Copy(string name) => File.Copy(MiniMath.F16Path, PathOf(name));

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}
