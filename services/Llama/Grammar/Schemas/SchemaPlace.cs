using System.Text.Json;

namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>A value inside a schema with its way from the root, which is written out only where an error needs it.</summary>
internal sealed class SchemaPlace
{
    private const int MaxShown = 200;

    private readonly SchemaPlace? _parent;
    private readonly string _token;

    public SchemaPlace(JsonElement root)
        : this(root, parent: null, "#")
    {
    }

    private SchemaPlace(JsonElement element, SchemaPlace? parent, string token)
    {
        Element = element;
        _parent = parent;
        _token = token;
    }

    public JsonElement Element { get; }

    public bool IsRoot => _parent is null;

    public JsonValueKind Kind => Element.ValueKind;

    public SchemaPlace? Find(string keyword) => Element.TryGetProperty(keyword, out var value) ? new SchemaPlace(value, this, keyword) : null;

    public IEnumerable<SchemaPlace> Items() => Element.EnumerateArray().Select((item, i) => new SchemaPlace(item, this, $"{i}"));

    public IEnumerable<SchemaPlace> Members() => Element.EnumerateObject().Select(member => new SchemaPlace(member.Value, this, member.Name));

    /// <summary>The name of a member, or the index of an item.</summary>
    public string Name => _token;

    /// <summary>A refusal that names this place; its last part is the keyword where the place is a keyword's value.</summary>
    public GrammarException Refuse(string message) => new(
        IsRoot ? $"JSON schema at #: {message}" : $"JSON schema at {Pointer(this)}, \"{Shortened(_token)}\": {message}");

    /// <summary>The members or items, refused where the value is of another kind.</summary>
    public List<SchemaPlace> Children(JsonValueKind kind) => Kind == kind
        ? [.. kind == JsonValueKind.Object ? Members() : Items()]
        : throw Refuse($"is {Kind}, {kind} is allowed".ToLowerInvariant());

    private static string Pointer(SchemaPlace place)
    {
        var tokens = new Stack<string>();
        for (var at = place; at is not null; at = at._parent)
        {
            tokens.Push(at._token.Replace("~", "~0").Replace("/", "~1"));
        }

        return Shortened(string.Join('/', tokens));
    }

    private static string Shortened(string text) => text.Length <= MaxShown ? text : $"{text[..(MaxShown / 2)]}...{text[^(MaxShown / 2)..]}";
}
