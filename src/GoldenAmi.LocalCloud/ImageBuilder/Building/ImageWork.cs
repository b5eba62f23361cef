using GoldenAmi.Diagnostics;
using GoldenAmi.LocalCloud.Protocol;

namespace GoldenAmi.LocalCloud.ImageBuilder.Building;

/// <summary>Takes one image from the state that it is in to its end. The order of the states stands in <see cref="StagesAsync"/>.</summary>
internal sealed class ImageWork(World world, string arn)
{
    private readonly ImageProgress _progress = new(world, arn);

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await StagesAsync(stop);
        }
        catch (BuildFailedException failure)
        {
            _progress.Fail(failure);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested || _progress.IsFinal)
        {
            // CancelImageCreation has set the state already; a process that ends leaves its image to the next one, which finds the machine lost.
        }
        catch (Exception failure) when (failure is UserErrorException or IOException or UnauthorizedAccessException)
        {
            _progress.Fail(new BuildFailedException($"LocalCloud could not go on: {failure.Message}"));
        }
        catch (Exception bug)
        {
            // It comes to light when the cloud is closed; nobody shall wait for the image until then.
            _progress.Fail(new BuildFailedException($"This is a bug in LocalCloud: {bug.Message}"));
            throw;
        }
    }

    private async Task StagesAsync(CancellationToken stop)
    {
        var stages = new StageMachines(world, _progress);
        var own = new OwnWorkflows(world, _progress, stages);
        var distribution = new DistributionWork(world, _progress);
        if (_progress.Image.Status == ImageStatus.Pending)
        {
            await Task.Delay(world.Options.Pace.Start, world.Options.Time, stop);
            if (_progress.Image.Ami is null)
            {
                _progress.Enter(ImageStatus.Creating);
                await Task.Delay(world.Options.Pace.Start, world.Options.Time, stop);
                _progress.Enter(ImageStatus.Building);
                await (own.Has("BUILD") ? own.RunAsync("BUILD", stop) : stages.BuildAsync(stop));
                if (_progress.Image.Ami is null)
                {
                    throw new BuildFailedException("No step of the build workflows created an image");
                }

                _progress.Enter(ImageStatus.Testing);
            }
            else
            {
                _progress.Enter(ImageStatus.Distributing);
            }
        }

        if (_progress.Image.Status == ImageStatus.Testing)
        {
            if (_progress.Image.Given.Structure("imageTestsConfiguration")?.Flag("imageTestsEnabled") != false)
            {
                await (own.Has("TEST") ? own.RunAsync("TEST", stop) : stages.TestAsync(stop));
            }

            _progress.Enter(ImageStatus.Distributing);
        }

        if (_progress.Image.Status == ImageStatus.Distributing)
        {
            await distribution.DistributeAsync(stop);
            _progress.Enter(ImageStatus.Integrating);
        }

        await Task.Delay(world.Options.Pace.Integrate, world.Options.Time, stop);
        distribution.Integrate();
        _progress.Finish();
    }
}
