using System.Threading.Channels;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Chat;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>
/// Says the lines of the outbound topic: one loop that tells <see cref="OutboundBook"/> what happened and carries out what it decides; whatever waits
/// (Kafka, the site) is done elsewhere and comes back as a message. Does nothing unless it is enabled.
/// </summary>
internal sealed partial class OutboundHostedService : BackgroundService
{
    private static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly Channel<OutboundMessage> _messages = Channel.CreateUnbounded<OutboundMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<LineId, Task> _saying = [];
    private readonly OutboundOptions _options;
    private readonly ChatOptions _chat;
    private readonly KafkaOptions _kafka;
    private readonly FleetInstance _instance;
    private readonly OwnedPartitions _owned;
    private readonly IOutboundRooms _rooms;
    private readonly IChatSender _sender;
    private readonly OutboundMetrics _metrics;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeProvider _time;
    private readonly ILoggerFactory _loggers;
    private readonly ILogger _logger;
    private readonly long _started;

    public OutboundHostedService(
        IOptions<OutboundOptions> options,
        IOptions<ChatOptions> chat,
        IOptions<KafkaOptions> kafka,
        FleetInstance instance,
        OwnedPartitions owned,
        IOutboundRooms rooms,
        IChatSender sender,
        OutboundMetrics metrics,
        IHostApplicationLifetime lifetime,
        TimeProvider time,
        ILoggerFactory loggers)
    {
        (_options, _chat, _kafka) = (options.Value, chat.Value, kafka.Value);
        (_instance, _owned, _rooms, _sender, _metrics, _lifetime, _time, _loggers) = (instance, owned, rooms, sender, metrics, lifetime, time, loggers);
        _logger = loggers.CreateLogger<OutboundHostedService>();
        _started = time.GetTimestamp();
    }

    private TimeSpan Now => _time.GetElapsedTime(_started);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!_options.Enabled)
        {
            return;
        }

        _metrics.Enabled(_options.Expiry);
        Log.Started(_logger, _kafka.OutboundTopic, _kafka.OutboundResultsTopic);
        var book = new OutboundBook(_instance.Id, OutboundTimings.Of(_options, _chat), _rooms, key => RoomPartition.Of(key, _kafka.CheckpointPartitions));
        await using var writer = new OutboundWriter(_kafka, _time, _loggers.CreateLogger<OutboundWriter>());
        await using var log = new OutboundLog(_kafka, Post, _time, _loggers.CreateLogger<OutboundLog>());
        using var stopping = _lifetime.ApplicationStopping.Register(() => Post(new OutboundMessage.Stop()));
        using var life = new CancellationTokenSource();
        log.Start();
        var ticks = TicksAsync(life.Token);
        var stop = Task.Delay(Timeout.InfiniteTimeSpan, _time, stoppingToken);
        try
        {
            await LoopAsync(book, log, writer, stop, life.Token);
        }
        finally
        {
            await life.CancelAsync();
            await Task.WhenAll([ticks, .. _saying.Values]).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!await writer.FlushAsync(LastWords))
            {
                Log.NotTold(_logger);
            }
        }
    }

    private void Post(OutboundMessage message) => _messages.Writer.TryWrite(message);

    /// <summary>Until the stop, and then until what was taken has its result or the time is up.</summary>
    private async Task LoopAsync(OutboundBook book, OutboundLog log, OutboundWriter writer, Task stop, CancellationToken life)
    {
        TimeSpan? deadline = null;
        await foreach (var message in _messages.Reader.ReadAllAsync(life))
        {
            Handle(book, message);
            foreach (var action in book.TakeActions())
            {
                CarryOut(action, log, writer, life);
            }

            if (stop.IsCompleted)
            {
                deadline ??= Now + LastWords;
                if (book.IsIdle || Now >= deadline)
                {
                    return;
                }
            }
        }
    }

    private void Handle(OutboundBook book, OutboundMessage message)
    {
        switch (message)
        {
            case OutboundMessage.LineRead(var line):
                book.ReadLine(line, Now);
                break;
            case OutboundMessage.LinesReadTo(var offset):
                book.LinesReadTo(offset);
                break;
            case OutboundMessage.ResultRead(var result, var offset, var appended):
                book.ReadResult(result, offset, appended, Now);
                break;
            case OutboundMessage.ResultsReadTo(var offset):
                book.ResultsReadTo(offset, Now);
                break;
            case OutboundMessage.EndIs(var question, var offset):
                book.EndIs(question, offset, Now);
                break;
            case OutboundMessage.LinesReplaced:
                book.LinesRestart();
                break;
            case OutboundMessage.ResultsReplaced:
                book.ResultsRestart(Now);
                break;
            case OutboundMessage.Said(var line, var result):
                _saying.Remove(line);
                book.Said(line, result, Now);
                break;
            case OutboundMessage.Stop:
                book.Stop();
                break;
            case OutboundMessage.Tick:
                book.Owns(_owned.Now, Now);
                book.Tick(Now);
                _metrics.Stands(book.Unanswered, book.OldestAge(Now), _saying.Count);
                break;
        }
    }

    private void CarryOut(OutboundAction action, OutboundLog log, OutboundWriter writer, CancellationToken life)
    {
        switch (action)
        {
            case WriteResult(var result):
                writer.Write(result);
                if (result.IsFinal)
                {
                    _metrics.Wrote(result.Reason);
                    if (result.State != OutboundState.Sent)
                    {
                        Log.NotSaid(_logger, result.Key, result.Line.Offset, result.State, result.Reason);
                    }
                }

                break;
            case SayLine say:
                _saying[say.Line] = SayAsync(say, life);
                break;
            case AskResultsEnd(var question):
                log.AskResultsEnd(question);
                break;
        }
    }

    private async Task SayAsync(SayLine say, CancellationToken life)
    {
        ChatSendResult result;
        try
        {
            result = await _sender.SendAsync(say.Room, say.Text, life);
        }
        catch (OperationCanceledException)
        {
            result = new ChatSendResult(ChatReason.Stopped, "");
        }

        Post(new OutboundMessage.Said(say.Line, result));
    }

    private async Task TicksAsync(CancellationToken life)
    {
        using var timer = new PeriodicTimer(TickPeriod, _time);
        while (await timer.WaitForNextTickAsync(life))
        {
            Post(new OutboundMessage.Tick());
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "Saying the lines of {Topic}; results go to {Results}", EventName = "OutboundStarted")]
        public static partial void Started(ILogger logger, string topic, string results);

        [LoggerMessage(2, LogLevel.Debug, "Line {Offset} for {LiveId}: {State}, {Reason}", EventName = "OutboundNotSaid")]
        public static partial void NotSaid(ILogger logger, string liveId, long offset, OutboundState state, ChatReason reason);

        [LoggerMessage(3, LogLevel.Warning, "Results of lines could not be written before the exit; their lines become unknown", EventName = "OutboundNotTold")]
        public static partial void NotTold(ILogger logger);
    }
}
