using DouyinIngest.Protos.Webcast.Im;
using Google.Protobuf;

namespace DouyinIngest.Simulator.World;

/// <summary>The sticky state that a broadcast begins with.</summary>
internal static class Beginnings
{
    /// <summary>Statistics, rank, data sync, stream adaptation, banner.</summary>
    public static IReadOnlyList<WorldMessage> Of(Traffic traffic, Broadcast broadcast, long now)
    {
        var all = new List<WorldMessage> { traffic.Stats(now, broadcast.NextVersion()) };
        Add("WebcastRoomRankMessage", new RoomRankMessage(), "");
        Add("WebcastRoomStreamAdaptationMessage", new RoomStreamAdaptationMessage { AdaptationType = 1, AdaptationHeightRatio = 0.3f }, "");
        Add("WebcastInRoomBannerMessage", new InRoomBannerMessage { Extra = "{}", Position = 1 }, "GrowthCommonBannerSubSyncKey");
        all.Add(traffic.Wrap("WebcastRoomDataSyncMessage", Sync(broadcast, "LinkmicRoomAllow"), now));
        return all;

        void Add(string method, IMessage content, string subKey)
        {
            var wrapped = traffic.Wrap(method, content, now);
            var version = broadcast.NextVersion();
            wrapped.Message.NeedWrdsStore = true;
            wrapped.Message.WrdsVersion = version;
            wrapped.Message.WrdsSubKey = subKey;
            all.Add(wrapped);
        }
    }

    private static RoomDataSyncMessage Sync(Broadcast broadcast, string key) => new()
    {
        RoomID = broadcast.RoomId,
        SyncKey = key,
        Version = broadcast.NextVersion(),
        Payload = ByteString.CopyFromUtf8("{}"),
    };
}
