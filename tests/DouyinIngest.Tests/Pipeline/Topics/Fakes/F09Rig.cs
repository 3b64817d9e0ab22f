using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Pipeline.Topics.Fakes;

/// <summary>What tests of refused requests share: events in order, and what became of them.</summary>
internal static class F09Rig
{
    public static List<CountingDelivery> PublishRange(this SinkRig rig, int first, int count, int rooms = 3)
        => [.. Enumerable.Range(first, count).Select(i => rig.Publish(EventKind.Chat, $"{i:D5}", Samples.RoomOf(i % rooms)))];

    public static Task Settled(this IEnumerable<CountingDelivery> deliveries)
        => Task.WhenAll(deliveries.Select(d => d.Complete)).WaitAsync(SinkRig.Deadline, TestContext.Current.CancellationToken);

    /// <summary>The event ids of chats on the topic, by room, in the order of the topic.</summary>
    public static ILookup<string, string> Chats(this SinkRig rig, int count)
        => rig.Read(count, rig.Names.Of(EventKind.Chat)).ToLookup(r => Encoding.UTF8.GetString(r.Message.Key), Id, StringComparer.Ordinal);

    public static string Id(ConsumeResult<byte[], byte[]> record) => JsonDocument.Parse(record.Message.Value).RootElement.GetProperty("eventId").GetString()!;
}
