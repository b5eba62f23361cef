using System.Text.Json;
using GoldenAmi.Aws.Generator.Reading;
using GoldenAmi.Aws.Generator.Writing;

namespace GoldenAmi.Aws.Generator;

internal static class Program
{
    /// <summary>Writes the clients that <c>services.json</c> asks for.</summary>
    /// <param name="args">The folder of the models, the path of <c>services.json</c>, the folder to write to.</param>
    private static int Main(string[] args)
    {
        if (args is not [var models, var services, var output])
        {
            return Fail("usage: GoldenAmi.Aws.Generator MODELS SERVICES.JSON OUTPUT");
        }

        try
        {
            Clients.Write(models, ServiceChoice.ReadAll(services), output);
            return 0;
        }
        catch (Exception problem) when (problem is ModelException or JsonException)
        {
            return Fail($"{services}: error: {problem.Message}");
        }
    }

    private static int Fail(string message)
    {
#pragma warning disable RS0030 // Main adapts the process: the one place that may write to the console
        Console.Error.WriteLine(message);
#pragma warning restore RS0030
        return 1;
    }
}
