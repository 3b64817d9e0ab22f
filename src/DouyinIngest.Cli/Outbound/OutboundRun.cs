using System.Globalization;
using System.Text;
using Confluent.Kafka;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Topics;
using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.RoomInfo;

namespace DouyinIngest.Cli.Outbound;

/// <summary>Orders a line, or shows what became of lines.</summary>
internal static class OutboundRun
{
    public static async Task<int> RunAsync(OutboundSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        var options = KafkaSettings.Read(settings.Brokers, settings.More);
        using var reader = new ResultReader(options);
        var end = await terminal.WaitAsync($"asking {settings.Brokers}", settings.Json, () => Task.Run(reader.End, cancellationToken));
        if (settings.Room is not { } room)
        {
            foreach (var line in await Task.Run(() => OutboundRows.Lines(reader.Read(0, end, cancellationToken), settings.Json).ToList(), cancellationToken))
            {
                await terminal.Out.WriteLineAsync(line);
            }

            return ExitCode.Ok;
        }

        var order = Order(room, settings, terminal.Time.GetUtcNow());
        var offset = await ProduceAsync(options, order);
        if (settings.Wait == TimeSpan.Zero)
        {
            await terminal.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ordered, offset {offset}"));
            return ExitCode.Ok;
        }

        var result = await terminal.WaitAsync($"waiting for the result of line {offset}", settings.Json, () => Task.Run(() => Await(reader, end, offset, settings.Wait, terminal.Time, cancellationToken), cancellationToken));
        return await TellAsync(result, offset, settings, terminal);
    }

    /// <exception cref="CliException">The text names no live id.</exception>
    internal static OutboundLine Order(string room, OutboundSettings settings, DateTimeOffset now)
    {
        var address = LiveUrl.Parse(room);
        return address.Kind == LiveRoomAddressKind.LiveId
            ? new OutboundLine(default, address.LiveId, settings.Text) { Name = settings.Name, CreatedAt = now }
            : throw CliException.WrongUse($"'{room}' is no live id; give the number in https://live.douyin.com/<live id>, as 'rooms list' shows it.");
    }

    private static async Task<long> ProduceAsync(KafkaOptions options, OutboundLine order)
    {
        var settings = new ProducerConfig(ClientSettings.ForAdmin(options).ToDictionary(StringComparer.Ordinal))
        {
            Acks = Acks.All,
            EnableIdempotence = true,
            MessageTimeoutMs = (int)options.ConnectTimeout.TotalMilliseconds,
        };
        using var producer = new ProducerBuilder<byte[], byte[]>(settings).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        var record = new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(order.Key), Value = OutboundLineParser.Write(order) };
        var report = await producer.ProduceAsync(new TopicPartition(options.OutboundTopic, 0), record);
        return report.Offset.Value;
    }

    private static OutboundResult? Await(ResultReader reader, long from, long offset, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return reader.Read(from, long.MaxValue, either.Token).FirstOrDefault(result => result.Line.Offset == offset && result.IsFinal);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static async Task<int> TellAsync(OutboundResult? result, long offset, OutboundSettings settings, Terminal terminal)
    {
        if (result is null)
        {
            throw CliException.Failed(string.Create(CultureInfo.InvariantCulture, $"line {offset} has no result after {settings.Wait.TotalSeconds:0} s. Does an instance with Outbound:Enabled=true run? It may still be said until it expires; 'outbound results' shows it."));
        }

        var sent = result.State == OutboundState.Sent;
        if (!sent && !settings.Json)
        {
            throw CliException.Failed(string.Create(CultureInfo.InvariantCulture, $"line {offset}: {new ChatSendResult(result.Reason, result.Detail)}"));
        }

        await terminal.Out.WriteLineAsync(settings.Json ? OutboundRows.Json(result) : string.Create(CultureInfo.InvariantCulture, $"sent, line {offset}, event {result.EventId}"));
        return sent ? ExitCode.Ok : ExitCode.Failed;
    }
}
