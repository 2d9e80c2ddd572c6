namespace QuantGrpc.Server.Engine.Rows;

/// <summary>A request has no further token, while the variant goes on.</summary>
internal sealed class RequestFailedException(RowProblem problem) : Exception(problem switch
{
    RowProblem.NotFinite => "the model's logits are not finite here: weights or adapters overflow on this text",
    RowProblem.TooAmbiguous => "the grammar is too ambiguous for this output: there are too many ways to read it",
    _ => "no token may follow: logit_bias, min_tokens and the grammar together leave none",
});
