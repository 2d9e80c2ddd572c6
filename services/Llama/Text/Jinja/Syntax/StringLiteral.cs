using System.Globalization;
using System.Text;

namespace QuantGrpc.Llama.Text.Jinja.Syntax;

/// <summary>String literals with Python's escapes; a backslash before any other character stays.</summary>
internal static class StringLiteral
{
    /// <exception cref="JinjaException">An escape that is cut short or stands for no character.</exception>
    public static string Read(string written, int line)
    {
        if (!written.Contains('\\'))
        {
            return written;
        }

        var text = new StringBuilder(written.Length);
        for (var i = 0; i < written.Length; i++)
        {
            if (written[i] != '\\')
            {
                text.Append(written[i]);
                continue;
            }

            i++;
            i += AppendEscape(text, written, i, line);
        }

        return text.ToString();
    }

    // Appends what the escape at its letter stands for; gives the number of characters behind the letter.
    private static int AppendEscape(StringBuilder text, string written, int at, int line)
    {
        var digits = written[at] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits > 0)
        {
            var code = written.AsSpan(at + 1, Math.Min(digits, written.Length - at - 1));
            if (code.Length < digits || !int.TryParse(code, NumberStyles.AllowHexSpecifier, null, out var value) || !Rune.IsValid(value))
            {
                throw new JinjaException($"the escape '\\{written[at]}{code}' stands for no character", line);
            }

            text.Append(new Rune(value).ToString());
            return digits;
        }

        text.Append(written[at] switch
        {
            'n' => "\n",
            't' => "\t",
            'r' => "\r",
            'b' => "\b",
            'f' => "\f",
            'v' => "\v",
            'a' => "\a",
            '0' => "\0",
            '\n' => "",
            '\\' or '\'' or '"' => written[at].ToString(),
            var other => $"\\{other}",
        });
        return 0;
    }
}
