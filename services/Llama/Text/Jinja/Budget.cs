namespace QuantGrpc.Llama.Text.Jinja;

/// <summary>What one rendering may still spend, and the line where it is.</summary>
internal sealed class Budget
{
    private int _steps = JinjaLimits.Steps;
    private long _characters = JinjaLimits.Characters;

    /// <summary>The line of the node that is evaluated.</summary>
    public int Line { get; set; } = 1;

    public JinjaException Fail(string message) => new(message, Line);

    /// <exception cref="JinjaException">The steps are spent.</exception>
    public void TakeSteps(int count)
    {
        _steps -= count;
        if (_steps < 0)
        {
            throw Fail($"the template takes more than {JinjaLimits.Steps} steps");
        }
    }

    /// <exception cref="JinjaException">The characters are spent.</exception>
    public void TakeCharacters(int count)
    {
        _characters -= count;
        if (_characters < 0)
        {
            throw Fail($"the template handles more than {JinjaLimits.Characters} characters");
        }
    }

    /// <exception cref="JinjaException">A text of this length is too long.</exception>
    public void TakeText(long length)
    {
        if (length > JinjaLimits.Text)
        {
            throw Fail($"the template makes a text of more than {JinjaLimits.Text} characters");
        }
    }
}
