using QuantGrpc.Evaluator.Statistics;
using QuantGrpc.Evaluator.Storage;

namespace QuantGrpc.Evaluator.Reports.Errors;

/// <summary>Whether first errors of each variant are spread otherwise than the reference's, adjusted over the variants.</summary>
internal sealed class ShiftTable
{
    private readonly Dictionary<string, ShiftModel> _shifts = [];

    /// <param name="table">The run.</param>
    /// <param name="codeOf">The type or step of a failure's first error as a number; null where there is none.</param>
    public ShiftTable(RunTable table, Func<Cell, int?> codeOf)
    {
        var tests = new Dictionary<string, ShiftTest>();
        foreach (var variant in table.Compared)
        {
            var pairs = table.Pairs(variant.Name);
            var test = ShiftTest.Paired([.. pairs.Pairs.Select(p => codeOf(p.Reference))], [.. pairs.Pairs.Select(p => codeOf(p.Variant))], pairs.Exchange);
            if (test.Reference > 0 && test.Variant > 0)
            {
                tests[variant.Name] = test;
            }
        }

        var holm = Holm.Adjust([.. tests.Values.Select(t => t.P)]);
        foreach (var (index, (variant, test)) in tests.Index())
        {
            _shifts[variant] = new ShiftModel
            {
                ChiSquare = test.ChiSquare,
                DegreesOfFreedom = test.DegreesOfFreedom,
                P = test.P,
                Holm = holm[index],
                CramersV = test.CramersV,
                ReferenceErrors = test.Reference,
                VariantErrors = test.Variant,
            };
        }
    }

    /// <summary>Null without errors in both.</summary>
    public ShiftModel? Of(string variant) => _shifts.GetValueOrDefault(variant);
}
