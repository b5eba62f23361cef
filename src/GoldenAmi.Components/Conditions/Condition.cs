using GoldenAmi.Components.Actions;

namespace GoldenAmi.Components.Conditions;

/// <summary>A condition as Assert takes it (https://docs.aws.amazon.com/imagebuilder/latest/userguide/toe-comparison-operators.html).</summary>
internal abstract record Condition
{
    private Condition()
    {
    }

    /// <summary>Whether it holds in the machine now.</summary>
    public abstract Task<bool> IsTrueAsync(StepWorld world, CancellationToken ct);

    /// <summary>A comparison.</summary>
    /// <param name="Baseline">The operator's own value.</param>
    /// <param name="Tested">The value beside it (<c>value</c> or <c>path</c>); empty when the operator has one value.</param>
    public sealed record Comparison(Comparer Comparer, string Baseline, string Tested) : Condition
    {
        public override Task<bool> IsTrueAsync(StepWorld world, CancellationToken ct) => Comparer.Compare(Baseline, Tested, world, ct);

        public override string ToString() =>
            Comparer.SecondKey is { } second ? $"{Comparer.Name} '{Baseline}', {second} '{Tested}'" : $"{Comparer.Name} '{Baseline}'";
    }

    /// <summary>True when what it holds is false.</summary>
    public sealed record Not(Condition Inner) : Condition
    {
        public override async Task<bool> IsTrueAsync(StepWorld world, CancellationToken ct) => !await Inner.IsTrueAsync(world, ct);

        public override string ToString() => $"not ({Inner})";
    }

    /// <summary>True when all are; stops at the first that is not.</summary>
    public sealed record And(IReadOnlyList<Condition> Parts) : Condition
    {
        public override async Task<bool> IsTrueAsync(StepWorld world, CancellationToken ct)
        {
            foreach (var part in Parts)
            {
                if (!await part.IsTrueAsync(world, ct))
                {
                    return false;
                }
            }

            return true;
        }

        public override string ToString() => $"({string.Join(" and ", Parts)})";
    }

    /// <summary>True when one is; stops at the first that is.</summary>
    public sealed record Or(IReadOnlyList<Condition> Parts) : Condition
    {
        public override async Task<bool> IsTrueAsync(StepWorld world, CancellationToken ct)
        {
            foreach (var part in Parts)
            {
                if (await part.IsTrueAsync(world, ct))
                {
                    return true;
                }
            }

            return false;
        }

        public override string ToString() => $"({string.Join(" or ", Parts)})";
    }
}
