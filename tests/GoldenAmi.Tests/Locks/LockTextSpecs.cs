using FsCheck;
using FsCheck.Fluent;
using GoldenAmi.Identifiers;
using GoldenAmi.Locks;
using GoldenAmi.Tests.Builds;
using GoldenAmi.Tests.Recipes;

namespace GoldenAmi.Tests.Locks;

public sealed class LockTextSpecs : IDisposable
{
    private static readonly Gen<ImageLock> Images =
        from source in Gen.Elements("ssm /aws/service/debian/release/12/latest/amd64", "image amazon/ubuntu-server-24-lts-x86/x.x.x", "find 136693071363/debian-12-amd64-* x86_64", "find self/a \"quoted\" # name: x team=red")
        from dated in Gen.Elements(true, false)
        from floats in Gen.Elements(true, false)
        from keys in Gen.SubListOf(new[] { "amazon/update-linux@x.x.x", "self/agents@1.x.x", "111122223333/has blanks@2.1.x" })
        select new ImageLock(
            floats ? new LockedParent(source, AmiId.Parse("ami-0abcdef1234567890"), dated ? new DateTimeOffset(2026, 11, 1, 6, 12, 0, TimeSpan.Zero) : null, SmallRecipe.Here) : null,
            keys.ToDictionary(key => key, key => "1.0.2", StringComparer.Ordinal));

    private readonly RecipeFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>What is written is what is read, and written again it is the same text.</summary>
    [Fact]
    public void What_is_written_is_read_and_a_second_time_changes_nothing() =>
        Prop.ForAll(Gen.Zip(Images, Images).ToArbitrary(), pair =>
        {
            var images = new Dictionary<string, ImageLock> { ["web"] = pair.Item1, ["web-arm64"] = pair.Item2 };
            var text = LockText.Write("golden-ami.yaml", images, before: null);
            _folder.Write("golden-ami.lock", text);
            var read = _folder.Load(RecipeFolder.Valid).Recipe?.Lock;

            return read is not null && images.All(image => read.Images[image.Key].Pins(image.Value)) && LockText.Write("golden-ami.yaml", read.Images, text) == text;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Comments_stay_with_what_they_stand_at_when_values_change_and_lines_come_and_go()
    {
        const string Before = """
            # Ours

            schema: 1 # of the file
            images:
              # The shop's
              web:
                parent:
                    from: ssm /a # the vendor's
                    ami: ami-00000000000000001
                components:
                  # Not above 2
                  amazon/old@x.x.x: 1.0.0
                  amazon/update-linux@x.x.x: 1.0.0 # monthly
            # The end
            """;
        var images = new Dictionary<string, ImageLock>
        {
            ["web"] = new(new LockedParent("ssm /a", AmiId.Parse("ami-00000000000000002"), null, SmallRecipe.Here), new Dictionary<string, string> { ["amazon/update-linux@x.x.x"] = "1.0.1" }),
        };

        Assert.Equal("""
            # Ours

            schema: 1 # of the file
            images:
              # The shop's
              web:
                parent:
                  from: ssm /a # the vendor's
                  ami: ami-00000000000000002
                components:
                  amazon/update-linux@x.x.x: 1.0.1 # monthly
            # The end

            """.ReplaceLineEndings("\n"), LockText.Write("golden-ami.yaml", images, Before));
    }
}
