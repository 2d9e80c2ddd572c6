using QuantGrpc.Llama.Text.Jinja.Values;

namespace QuantGrpc.Llama.Text.Jinja.Library;

/// <summary>A builtin's arguments by the position of their parameter; none stands for one that was left out.</summary>
internal sealed class BoundArguments(Evaluation run, Builtin builtin, Value?[] values)
{
    public Value this[int index] => values[index] ?? NoneValue.Instance;

    /// <summary>Whether the call gives it, were it none.</summary>
    public bool IsGiven(int index) => values[index] is not null;

    public bool Has(int index) => values[index] is not null and not NoneValue;

    public TextValue Text(int index) => this[index] as TextValue ?? throw Wrong(index, "a string");

    public TextValue? TextOrNull(int index) => Has(index) ? Text(index) : null;

    public long? IntegerOrNull(int index) =>
        !Has(index) ? null : this[index] is IntegerValue integer ? integer.Number : throw Wrong(index, "an integer");

    public long Integer(int index) => IntegerOrNull(index) ?? throw Wrong(index, "an integer");

    public bool Flag(int index) => this[index].IsTrue;

    /// <summary>The values from a position on, up to the first that was left out.</summary>
    public Arguments From(int index) => Arguments.Of([.. values.Skip(index).TakeWhile(value => value is not null).Select(value => value!)]);

    public JinjaException Wrong(int index, string allowed) =>
        run.Fail($"argument '{builtin.Parameters[index]}' of {builtin.Name} is {this[index].Kind}; allowed: {allowed}");
}
