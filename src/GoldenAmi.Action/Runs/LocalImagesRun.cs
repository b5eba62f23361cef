using GoldenAmi.Action.Commands;
using GoldenAmi.Action.Hosts;
using GoldenAmi.Action.Reports;
using GoldenAmi.Diagnostics;
using GoldenAmi.Identifiers;
using GoldenAmi.LocalCloud;

namespace GoldenAmi.Action.Runs;

/// <summary><c>local images</c>: the images that were built on this computer, newest first. It only reads, so it also works while a build or a server has the folder.</summary>
internal sealed class LocalImagesRun(ProgramContext context, Settings settings, Host host)
{
    public Ending Run()
    {
        var state = LocalWorld.StateOf(Path.GetFullPath(settings.State, context.WorkingFolder));
        var images = Cloud.ReadImages(state).OrderByDescending(image => image.Created).ThenBy(image => image.Region, StringComparer.Ordinal).ToList();
        host.Close();
        if (settings.Boot is { } id)
        {
            var image = images.Find(each => each.AmiId == id) ?? throw new UserErrorException(Ending.Refused, Unknown(id, images));
            context.Output.WriteLine(NextStep.BootByHand(new LocalImage(Region.Parse(image.Region), AmiId.Parse(image.AmiId), image.File)));
            return Ending.Done;
        }

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
            context.Output.WriteLine(line);
        }

        return Ending.Done;
    }

    private Diagnostic Unknown(string id, List<CloudImage> images)
    {
        var there = images.Count == 0 ? "there is none" : $"there are {string.Join(", ", images.Take(10).Select(image => image.AmiId))}{(images.Count > 10 ? " and more" : "")}";
        return new(ErrorCode.LocalImageUnknown, $"'{id}' is not the id of an image in '{settings.State}'; {there}.", null, "give one that golden-ami local images lists.");
    }
}
