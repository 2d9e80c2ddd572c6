using System.Numerics;
using QuantGrpc.Evaluator.Answers.Algebra;

namespace QuantGrpc.Evaluator.Answers.Latex;

/// <content>Named functions: \sin^2 3x, \log_2 8, \cos(6°).</content>
internal sealed partial class AnswerParser
{
    private Expression Function(string name)
    {
        Deeper();
        var logarithmBase = name is "log" && Take("_") ? Argument() : null;
        var power = Take("^") ? Argument() : Expression.One;
        var isInverse = power.Constant is { } p && p == -Rational.One && name is "sin" or "cos" or "tan";
        var value = Applied(isInverse ? $"a{name}" : name, Angle(name), logarithmBase);
        _depth--;
        return isInverse ? value : Functions.Power(value, power);
    }

    private static Expression Applied(string name, Expression argument, Expression? logarithmBase) => name switch
    {
        "log" or "ln" => logarithmBase is null ? Functions.Log(argument) : Functions.Log(argument) / Functions.Log(logarithmBase),
        "asin" => Functions.Opaque(name, argument, Complex.Asin),
        "acos" => Functions.Opaque(name, argument, Complex.Acos),
        "atan" => Functions.Opaque(name, argument, Complex.Atan),
        _ => Trigonometry.Of(name, argument),
    };

    // What stands directly behind: a group, or factors up to the next function or sign.
    private Expression Angle(string name)
    {
        var outer = _inAngle;
        _inAngle = name is "sin" or "cos" or "tan" or "sec" or "csc" or "cot";
        var angle = Now.Text == "(" ? Group() : Factors();
        _inAngle = outer;
        return angle;
    }

    private Expression Factors()
    {
        var angle = IsFunction ? Function(Next().Text[1..]) : Signed();
        while (BeginsFactor && !IsFunction && Now.Text is not ("(" or "["))
        {
            angle *= Power();
        }

        return angle;
    }
}
