using System.Threading.Channels;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>
/// Ends the tasks of broadcasts that nobody wants any more, one after the other. Not those of a room that moves or of a process that exits: what
/// the platform cannot deliver meanwhile it keeps, and what is not pushed it does not.
/// </summary>
internal sealed partial class TaskRetirement(OpenPlatformClient client, PushApps apps, OpenPlatformOptions options, ILogger<TaskRetirement> logger)
{
    private readonly Channel<(long RoomId, string? Credential)> _due = Channel.CreateUnbounded<(long, string?)>(new UnboundedChannelOptions { SingleReader = true });

    /// <summary>Those of this broadcast, soon. Never blocks.</summary>
    public void Retire(long roomId, string? credential) => _due.Writer.TryWrite((roomId, credential));

    /// <summary>Nothing more comes: <see cref="RunAsync"/> ends once what is due is done.</summary>
    public void Complete() => _due.Writer.TryComplete();

    /// <summary>Until completed, or cancelled.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        await foreach (var (roomId, credential) in _due.Reader.ReadAllAsync(stoppingToken))
        {
            if (apps.Find(credential, out _) is not { } app)
            {
                continue;
            }

            foreach (var type in options.Types)
            {
                if (await client.StopAsync(app, roomId, type, stoppingToken) is { Succeeded: false } answer)
                {
                    Log.NotStopped(logger, roomId, type.Word(), answer.Detail, Remedies.For(answer.Refusal!.Value));
                }
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Room {RoomId}: its task {MessageType} at the Open Platform could not be stopped, and ends with its broadcast: {Detail}. {Remedy}", EventName = "PushTaskNotStopped")]
        public static partial void NotStopped(ILogger logger, long roomId, string messageType, string detail, string remedy);
    }
}
