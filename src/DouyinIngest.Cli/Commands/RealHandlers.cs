using DouyinIngest.Cli.Credentials;
using DouyinIngest.Cli.DeadLetters;
using DouyinIngest.Cli.Demo;
using DouyinIngest.Cli.Doctor;
using DouyinIngest.Cli.Fleet;
using DouyinIngest.Cli.Info;
using DouyinIngest.Cli.Outbound;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Recordings;
using DouyinIngest.Cli.Rooms;
using DouyinIngest.Cli.Send;
using DouyinIngest.Cli.Service;
using DouyinIngest.Cli.Simulation;
using DouyinIngest.Cli.Topics;
using DouyinIngest.Cli.Verify;
using DouyinIngest.Cli.Watch;

namespace DouyinIngest.Cli.Commands;

/// <summary>What the commands of the program really do.</summary>
internal static class RealHandlers
{
    public static CommandHandlers On(Terminal terminal) => new()
    {
        Demo = (settings, cancellationToken) => new DemoRun(settings, terminal).RunAsync(cancellationToken),
        Watch = (settings, cancellationToken) => WatchRun.RunAsync(settings, terminal, cancellationToken),
        Record = (settings, cancellationToken) => RecordRun.RunAsync(settings, terminal, cancellationToken),
        Scrub = (settings, _) => ScrubRun.RunAsync(settings, terminal),
        Replay = (settings, cancellationToken) => ReplayRun.RunAsync(settings, terminal, cancellationToken),
        Info = (settings, cancellationToken) => InfoRun.RunAsync(settings, terminal, cancellationToken),
        Doctor = (settings, cancellationToken) => DoctorRun.RunAsync(settings, terminal, cancellationToken),
        Ingest = (settings, cancellationToken) => IngestRun.RunAsync(settings, terminal, cancellationToken),
        Topics = (settings, cancellationToken) => TopicsRun.RunAsync(settings, terminal, cancellationToken),
        Rooms = (settings, cancellationToken) => RoomsRun.RunAsync(settings, terminal, cancellationToken),
        Credentials = (settings, cancellationToken) => CredentialsRun.RunAsync(settings, terminal, cancellationToken),
        Verify = (settings, cancellationToken) => VerifyRun.RunAsync(settings, terminal, cancellationToken),
        DeadLetters = (settings, cancellationToken) => DeadLettersRun.RunAsync(settings, terminal, cancellationToken),
        Fleet = (settings, cancellationToken) => FleetRun.RunAsync(settings, terminal, cancellationToken),
        RoomsStatus = (settings, cancellationToken) => RoomsStatusRun.RunAsync(settings, terminal, cancellationToken),
        Send = (settings, cancellationToken) => SendRun.RunAsync(settings, terminal, cancellationToken),
        Outbound = (settings, cancellationToken) => OutboundRun.RunAsync(settings, terminal, cancellationToken),
        Simulate = (settings, cancellationToken) => SimulateRun.RunAsync(settings, terminal, cancellationToken),
    };
}
