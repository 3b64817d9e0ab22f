using DouyinIngest.Protos.Webcast.Im;
using Google.Protobuf;

namespace DouyinIngest.Simulator.World;

/// <summary>Every message of the webcast has its common part as field 1.</summary>
internal static class Commons
{
    /// <summary>Puts the common part into a message, if it has one.</summary>
    public static void Set(IMessage message, Common common)
    {
        switch (message)
        {
            case ChatMessage m: m.Common = common; break;
            case LikeMessage m: m.Common = common; break;
            case MemberMessage m: m.Common = common; break;
            case GiftMessage m: m.Common = common; break;
            case SocialMessage m: m.Common = common; break;
            case RoomUserSeqMessage m: m.Common = common; break;
            default:
                var field = message.Descriptor.FindFieldByNumber(1);
                if (field?.Name is "common")
                {
                    field.Accessor.SetValue(message, common);
                }

                break;
        }
    }
}
