using GoldenAmi.Benchmarks.Build;

// Prints what builds cost in calls and time, on a model of AWS's latencies (docs/reliability.md says where they come from), and what planning costs.
//   dotnet run --project tests/benchmarks/Build --configuration Release [calls|plan]
// A clock that jumps stands for waiting, so that an hour of AWS takes seconds. Nothing is asserted.
if (args is not [] and not ["calls"] and not ["plan"])
{
    Console.WriteLine("usage: GoldenAmi.Build.Benchmark [calls|plan]");
    return 2;
}

if (args is [] or ["calls"])
{
    await CallCosts.PrintAsync(Console.Out);
}

if (args is [] or ["plan"])
{
    PlanCosts.Print(Console.Out);
}

return 0;
