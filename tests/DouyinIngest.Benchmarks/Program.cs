using System.CommandLine;
using DouyinIngest.Benchmarks.Commands;

// Each command proves one bar: progress on stderr, one JSON object as the last line of stdout, and an exit code other than 0 on a miss.
var root = new RootCommand("Benchmarks and proofs of DouyinIngest.")
{
    AssistantCommand.Create(),
    BadInputCommand.Create(),
    ChaosCommand.Create(),
    CrashPodCommand.Create(),
    DashboardsCommand.Create(),
    DemoCheckCommand.Create(),
    DoctorCheckCommand.Create(),
    FaultsCommand.Create(),
    FilterCommand.Create(),
    HostileCommand.Create(),
    LatencyCommand.Create(),
    LoadCommand.Create(),
    OutageCommand.Create(),
    OutboundCommand.Create(),
    PushCommand.Create(),
    RoomsCommand.Create(),
    SamplesCommand.Create(),
    TransportsCommand.Create(),
};

// Whoever runs the service in here ends it as the service does: a signal is the host's to deal with, in its own time.
var own = args.FirstOrDefault() == CrashPodCommand.Name ? new InvocationConfiguration { ProcessTerminationTimeout = null } : new InvocationConfiguration();
return await root.Parse(args).InvokeAsync(own);
