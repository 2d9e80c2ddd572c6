namespace QuantGrpc.Evaluator.Datasets;

/// <summary>Why a row is no problem.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Field">The field; null where the row as a whole cannot be read.</param>
/// <param name="Message">What is wrong, with the value and what is allowed.</param>
internal sealed record RowFault(string Place, string? Field, string Message)
{
    public override string ToString() => $"{Place}: {Message}";
}

/// <summary>A row that is no problem.</summary>
internal sealed class RowFaultException(RowFault fault, Exception? inner = null) : Exception(fault.ToString(), inner)
{
    public RowFault Fault => fault;
}
