using System.Text;

namespace GoldenAmi.Action.Hosts;

/// <summary>
/// What a run leaves in CodeBuild. A program cannot set the variables of the shell that started it, so the outputs are a file of shell assignments that the buildspec
/// reads (<c>. .golden-ami/reports/outputs.env</c>) and exports.
/// </summary>
internal sealed class CodeBuildResults(ProgramContext context)
{
    /// <exception cref="Diagnostics.UserErrorException">GA0610.</exception>
    public void Write(IReadOnlyList<(string Name, string Value)> outputs)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in outputs)
        {
            text.Append($"export GOLDEN_AMI_{name.ToUpperInvariant().Replace('-', '_')}={Quote(value)}\n");
        }

        ResultFile.Write(Path.Combine(ResultFile.FolderOf(context), "outputs.env"), text.ToString());
    }

    /// <summary>A word that no shell looks into: between single quotes nothing has a meaning but the quote itself.</summary>
    public static string Quote(string value) => $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
