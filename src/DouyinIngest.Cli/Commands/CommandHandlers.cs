using DouyinIngest.Cli.DeadLetters;
using DouyinIngest.Cli.Fleet;
using DouyinIngest.Cli.Recordings;
using DouyinIngest.Cli.Verify;

namespace DouyinIngest.Cli.Commands;

/// <summary>What the commands do once they are understood; tests put their own in place. Each gives the exit code.</summary>
internal sealed record CommandHandlers
{
    public required Func<DemoSettings, CancellationToken, Task<int>> Demo { get; init; }

    public required Func<WatchSettings, CancellationToken, Task<int>> Watch { get; init; }

    public required Func<RecordSettings, CancellationToken, Task<int>> Record { get; init; }

    public required Func<ScrubSettings, CancellationToken, Task<int>> Scrub { get; init; }

    public required Func<ReplaySettings, CancellationToken, Task<int>> Replay { get; init; }

    public required Func<InfoSettings, CancellationToken, Task<int>> Info { get; init; }

    public required Func<DoctorSettings, CancellationToken, Task<int>> Doctor { get; init; }

    public required Func<IngestSettings, CancellationToken, Task<int>> Ingest { get; init; }

    public required Func<TopicsSettings, CancellationToken, Task<int>> Topics { get; init; }

    public required Func<RoomsSettings, CancellationToken, Task<int>> Rooms { get; init; }

    public required Func<CredentialsSettings, CancellationToken, Task<int>> Credentials { get; init; }

    public required Func<SendSettings, CancellationToken, Task<int>> Send { get; init; }

    public required Func<OutboundSettings, CancellationToken, Task<int>> Outbound { get; init; }

    public required Func<SimulateSettings, CancellationToken, Task<int>> Simulate { get; init; }

    public required Func<VerifySettings, CancellationToken, Task<int>> Verify { get; init; }

    public required Func<DeadLettersSettings, CancellationToken, Task<int>> DeadLetters { get; init; }

    public required Func<FleetSettings, CancellationToken, Task<int>> Fleet { get; init; }

    public required Func<RoomsStatusSettings, CancellationToken, Task<int>> RoomsStatus { get; init; }
}
