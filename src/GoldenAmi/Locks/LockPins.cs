using GoldenAmi.Diagnostics;
using GoldenAmi.Recipes;

namespace GoldenAmi.Locks;

/// <summary>Which of a recipe's words float, and what a lock makes of them. Pure.</summary>
public static class LockPins
{
    /// <summary>What a lock calls a parent that floats; null for one that does not (an AMI by its id) or that the run itself decides (another recipe).</summary>
    public static string? SourceOf(Parent parent) => parent switch
    {
        Parent.Ssm parameter => $"ssm {parameter.Name}",
        Parent.Image image => $"image {image.Owner}/{image.Name}/{image.Version}",
        Parent.Find find => string.Join(' ', new[] { $"find {find.Owner}/{find.Name}", find.Architecture }
            .Concat(find.Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal).Select(tag => $"{tag.Key}={tag.Value}")).OfType<string>()),
        _ => null,
    };

    /// <summary>What a lock calls a component whose version floats; null for a full version and for a document of the repository.</summary>
    public static string? KeyOf(ComponentUse use) => use is ComponentUse.Existing existing && existing.Version.Split('.').Contains("x")
        ? $"{existing.Owner}/{existing.Name}@{existing.Version}"
        : null;

    /// <summary>The recipe, its variants too, upon the parents and with the component versions that its lock names.</summary>
    /// <returns>What the lock lacks or has too much floats on, and is told.</returns>
    public static PinnedRecipe Apply(Recipe recipe)
    {
        if (recipe.Lock is not { } file)
        {
            return new PinnedRecipe(recipe, []);
        }

        var gaps = new List<Diagnostic>();
        var images = recipe.WithVariants.Select(image => Pin(image, file, gaps)).ToList();
        gaps.AddRange(file.Images.Keys.Except(recipe.WithVariants.Select(image => image.ResourceName), StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(name => Gap(file, $"has an image '{name}', which the recipe does not describe", recipe.Name.Place)));
        return new PinnedRecipe(images[0] with { Variants = [.. images.Skip(1)] }, gaps);
    }

    private static Recipe Pin(Recipe recipe, RecipeLock file, List<Diagnostic> gaps)
    {
        var own = file.Images.GetValueOrDefault(recipe.ResourceName) ?? new ImageLock(null, new Dictionary<string, string>());
        var used = recipe.Components.Concat(recipe.Tests).Select(KeyOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        gaps.AddRange(own.Components.Keys.Where(key => !used.Contains(key)).Select(key => Gap(file, $"has '{key}' for '{recipe.ResourceName}', which the recipe does not use", recipe.Name.Place)));
        return recipe with
        {
            Parent = PinParent(recipe, own, file, gaps),
            Components = [.. recipe.Components.Select(PinUse)],
            Tests = [.. recipe.Tests.Select(PinUse)],
        };

        ComponentUse PinUse(ComponentUse use)
        {
            if (use is not ComponentUse.Existing existing || KeyOf(use) is not { } key)
            {
                return use;
            }

            if (own.Components.TryGetValue(key, out var version))
            {
                return existing with { Version = version };
            }

            gaps.Add(Gap(file, $"has no version for '{key}' of '{recipe.ResourceName}'", use.Place));
            return use;
        }
    }

    private static Parent PinParent(Recipe recipe, ImageLock own, RecipeLock file, List<Diagnostic> gaps)
    {
        var source = SourceOf(recipe.Parent);
        if (source is not null && own.Parent?.From == source)
        {
            return new Parent.Ami(own.Parent.Id, own.Parent.Place);
        }

        if (source is not null || own.Parent is not null)
        {
            gaps.Add(Gap(file, own.Parent is null ? $"has no parent for '{recipe.ResourceName}'" : $"has a parent for '{recipe.ResourceName}' from '{own.Parent.From}', which is not what the recipe says", recipe.Parent.Place));
        }

        return recipe.Parent;
    }

    private static Diagnostic Gap(RecipeLock file, string what, SourcePlace place) =>
        new(ErrorCode.LockOutOfStep, $"'{file.File}' {what}.", place, "run 'golden-ami check --write', look at what it changed, and commit the lock.");
}

/// <summary>A recipe with its pins.</summary>
/// <param name="Gaps">Where lock and recipe are not of one mind: warnings, or with <c>frozen</c> errors.</param>
public sealed record PinnedRecipe(Recipe Recipe, IReadOnlyList<Diagnostic> Gaps);
