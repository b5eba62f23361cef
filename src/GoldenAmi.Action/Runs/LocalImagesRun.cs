using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Diagnostics;

namespace GoldenAmi.Action.Runs;

/// <summary><c>local images</c>: the images that were built on this computer, newest first.</summary>
internal sealed class LocalImagesRun(ProgramContext context, Settings settings, Host host)
{
    public async Task<Ending> RunAsync(CancellationToken cancellationToken)
    {
        await using var cloud = await LocalWorld.OpenAsync(context, context.WorkingFolder, (subject, fact) => host.Report.Say(subject, fact), cancellationToken);
        var images = cloud.Images().OrderByDescending(image => image.Created).ThenBy(image => image.Region, StringComparer.Ordinal).ToList();
        host.Close();
        if (settings.Json)
        {
            host.WriteJson([.. images.Select(image => new LocalImageResult(image.Region, image.AmiId, image.File))], ReportJson.Indented.IReadOnlyListLocalImageResult);
            return Ending.Done;
        }

        var lines = images.Count == 0
            ? ["No image was built here yet. Next: golden-ami build --local"]
            : TextTable.Rows([["Region", "AMI", "Created", "Name", "File"], .. images.Select(image =>
                new[] { image.Region, image.AmiId, $"{image.Created:yyyy-MM-dd HH:mm}", image.Name, Path.GetRelativePath(context.WorkingFolder, image.File) })]);
        foreach (var line in lines)
        {
            await context.Output.WriteLineAsync(line);
        }

        return Ending.Done;
    }
}
