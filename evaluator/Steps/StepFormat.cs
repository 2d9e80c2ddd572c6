namespace QuantGrpc.Evaluator.Steps;

/// <summary>The layout in which a solution's steps were written.</summary>
internal enum StepFormat
{
    /// <summary>No step was found: the text is empty, holds a closing answer alone, or never leaves its thinking block.</summary>
    Unparseable,

    /// <summary><c>Step 1: ...</c></summary>
    StepLabels,

    /// <summary><c>## Step 1: ...</c></summary>
    HeadingSteps,

    /// <summary><c>**Step 1:** ...</c></summary>
    BoldSteps,

    /// <summary>Sections under <c>### headings</c> or lines set in bold.</summary>
    Headings,

    /// <summary><c>1. ...</c>, alone or between paragraphs.</summary>
    NumberedList,

    /// <summary>Bullets from the first line on.</summary>
    Bullets,

    /// <summary>Paragraphs between blank lines.</summary>
    Paragraphs,

    /// <summary>One paragraph whose lines are the steps.</summary>
    Lines,
}
