using DouyinIngest.Protos.Webcast;
using DouyinIngest.Protos.Webcast.Im;
using Google.Protobuf;

namespace DouyinIngest.Simulator.World;

/// <summary>Messages made by hand, to be put into a room by <see cref="SimulatorHost.Emit"/>.</summary>
internal static class HandMade
{
    /// <summary>Wraps a typed message; its method is <c>Webcast</c> + type name, its common part is filled in when it has none.</summary>
    /// <param name="room">The room whose current broadcast it belongs to.</param>
    /// <param name="msgId">msg_id.</param>
    /// <param name="content">The typed message.</param>
    /// <param name="wrdsVersion">Above 0: sticky state of that version.</param>
    public static (Message Message, IMessage Content) Of(SimulatedRoom room, long msgId, IMessage content, long wrdsVersion = 0)
    {
        var method = "Webcast" + content.Descriptor.Name;
        if (content.Descriptor.FindFieldByNumber(1) is { Name: "common" } field && field.Accessor.GetValue(content) is null)
        {
            Commons.Set(content, new Common { Method = method, MsgId = msgId, RoomId = room.RoomId, IsShowMsg = true });
        }

        var message = new Message
        {
            Method = method,
            Payload = content.ToByteString(),
            MsgId = msgId,
            NeedWrdsStore = wrdsVersion > 0,
            WrdsVersion = wrdsVersion,
        };
        return (message, content);
    }
}
