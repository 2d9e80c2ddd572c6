namespace QuantGrpc.Llama.Grammar.Schemas;

/// <summary>Refuses schemas that no finite value satisfies, and references that lead in a circle without a value around them.</summary>
internal sealed class EndingCheck
{
    private readonly IReadOnlyList<Definition> _definitions;
    private readonly bool[] _canEnd;

    private EndingCheck(IReadOnlyList<Definition> definitions)
    {
        _definitions = definitions;
        _canEnd = new bool[definitions.Count];
    }

    /// <exception cref="GrammarException">There is one.</exception>
    public static void Run(IReadOnlyList<Definition> definitions)
    {
        var check = new EndingCheck(definitions);
        check.RefuseCircles();
        check.Solve();
        foreach (var definition in definitions.Where(d => d.Index == 0 || d.Shape is not NeverShape))
        {
            check.Refuse(definition.Shape!);
        }
    }

    // Definitions that lead to finished ones only are finished; what is left over leads into a circle.
    private void RefuseCircles()
    {
        var leads = _definitions.Select(d => Targets(d.Shape!).Distinct().ToList()).ToList();
        var users = leads.SelectMany((targets, from) => targets.Select(to => KeyValuePair.Create(to, from))).ToLookup(p => p.Key, p => p.Value);
        var open = leads.Select(targets => targets.Count).ToArray();
        var finished = new Stack<int>(_definitions.Select(d => d.Index).Where(i => open[i] == 0));
        var left = _definitions.Count;
        while (finished.TryPop(out var definition))
        {
            left--;
            foreach (var user in users[definition])
            {
                open[user]--;
                if (open[user] == 0)
                {
                    finished.Push(user);
                }
            }
        }

        if (left > 0)
        {
            throw _definitions.First(d => open[d.Index] > 0).Place.Refuse("its references lead in a circle without a value around them");
        }
    }

    private static IEnumerable<int> Targets(Shape shape) => shape switch
    {
        ReferenceShape reference => [reference.Target.Index],
        UnionShape union => union.Alternatives.SelectMany(Targets),
        _ => [],
    };

    private void Solve()
    {
        var changed = true;
        while (changed)
        {
            changed = false;
            foreach (var definition in _definitions.Reverse().Where(d => !_canEnd[d.Index]))
            {
                _canEnd[definition.Index] = CanEnd(definition.Shape!);
                changed |= _canEnd[definition.Index];
            }
        }
    }

    private bool CanEnd(Shape shape) => shape switch
    {
        NeverShape => false,
        ReferenceShape reference => _canEnd[reference.Target.Index],
        UnionShape union => union.Alternatives.Any(CanEnd),
        ArrayShape array => Enumerable.Range(0, Math.Min(array.Least, array.First.Count + 1)).All(i => CanEnd(array.At(i))),
        ObjectShape value => value.Named().Where(p => value.Required.Contains(p.Name)).All(p => CanEnd(p.Value)),
        _ => true,
    };

    private void Refuse(Shape shape)
    {
        if (!CanEnd(shape))
        {
            throw shape.Place.Refuse("no finished value satisfies this: what it requires is false, or requires itself again without end");
        }

        foreach (var part in Parts(shape).Where(p => p is not NeverShape))
        {
            Refuse(part);
        }
    }

    private static IEnumerable<Shape> Parts(Shape shape) => shape switch
    {
        UnionShape union => union.Alternatives,
        ArrayShape array => array.First.Append(array.Rest),
        ObjectShape value => value.Properties.Select(p => p.Value).Append(value.Additional),
        _ => [],
    };
}
