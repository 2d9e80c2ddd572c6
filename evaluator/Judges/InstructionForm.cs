namespace QuantGrpc.Evaluator.Judges;

/// <summary>The form for instruction-following models: the first wrong step, each type yes or no, one sentence of reason.</summary>
internal sealed class InstructionForm : IVerdictForm
{
    public string Name => JudgePrompt.Instruction.Name;

    public int MaxReplyTokens => 512;

    public string PromptOf(JudgeCase judged) => InstructionText.Fill(JudgePrompt.Instruction, judged);

    public string? SchemaOf(JudgeCase judged) => VerdictSchema.Located(judged.JudgedSteps);

    public Located Read(string reply, JudgeCase judged) => InstructionText.Read(ReplyJson.Parse(reply), judged);
}
