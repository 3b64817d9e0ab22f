using System.CommandLine;
using DouyinIngest.Benchmarks.Commands;

// Each command proves one bar: progress on stderr, one JSON object as the last line of stdout, and an exit code other than 0 on a miss.
var root = new RootCommand("Benchmarks and proofs of DouyinIngest.")
{
    BadInputCommand.Create(),
    ChaosCommand.Create(),
    DemoCheckCommand.Create(),
    FaultsCommand.Create(),
    HostileCommand.Create(),
    LoadCommand.Create(),
    OutageCommand.Create(),
    RoomsCommand.Create(),
    SamplesCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
