using System.Globalization;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Server.Fakes;

/// <summary>Events of made-up viewers, for whoever watches a room.</summary>
internal static class SomeEvents
{
    /// <summary>Publishes one event of a room; the kind goes round with <paramref name="number"/>.</summary>
    public static void Publish(IEventSink sink, string liveId, int number, long time)
    {
        var id = System.Text.Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"7300000000000000001-{number}"));
        var e = new LiveEventView
        {
            Kind = (number % 4) switch { 0 => EventKind.Chat, 1 => EventKind.Like, 2 => EventKind.Enter, _ => EventKind.Gift },
            EventId = id,
            RoomId = 7_300_000_000_000_000_001,
            UpstreamTime = time,
            ReceivedTime = time,
            User = new UserView { Present = true, Id = number, Name = "观众甲"u8 },
            Content = "<b>晚上好</b> 大家"u8,
            Count = 3,
            Total = 4000 + number,
            Online = 812,
            GiftName = "小心心"u8,
            GiftCount = 2,
            GiftTotal = 6,
        };
        sink.Publish(e, RoomKey.Of(liveId, e.RoomId), NoDelivery.One);
    }

    private sealed class NoDelivery : Delivery
    {
        public static NoDelivery One { get; } = new();

        protected override void OnBegin(int bytes)
        {
            // Nobody waits.
        }

        protected override void OnSettle(int bytes)
        {
            // Nobody waits.
        }

        protected override void OnComplete()
        {
            // Nobody waits.
        }
    }
}
