namespace QuantGrpc.Llama.Text.Jinja;

/// <summary>Bounds on what a template may be and do: templates come out of model files.</summary>
internal static class JinjaLimits
{
    /// <summary>Characters of a template's source.</summary>
    public const int Source = 64 * 1024;

    /// <summary>Blocks, brackets and operators inside each other in the source, and values inside each other.</summary>
    public const int Nesting = 64;

    /// <summary>Nodes of the syntax tree inside each other while one renders, macro calls included.</summary>
    public const int Depth = 400;

    /// <summary>Nodes evaluated and elements made.</summary>
    public const int Steps = 200_000;

    /// <summary>Characters copied or compared.</summary>
    public const int Characters = 64 * 1024 * 1024;

    /// <summary>Characters of one text, and so of the output.</summary>
    public const int Text = 4 * 1024 * 1024;

    /// <summary>Characters of a text that is searched for.</summary>
    public const int Needle = 1024;

    /// <summary>Numbers in a range.</summary>
    public const int Range = 10_000;
}
