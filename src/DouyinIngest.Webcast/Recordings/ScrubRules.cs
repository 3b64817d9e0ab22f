using System.Collections.Frozen;
using DouyinIngest.Protos.Webcast.Data;
using DouyinIngest.Protos.Webcast.Im;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using static DouyinIngest.Webcast.Recordings.ScrubRule;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>
/// Which fields of which messages a scrubbed recording keeps: those from which events are made, and no others. So whatever the upstream adds about
/// people is taken out before anybody has heard of it.
/// </summary>
internal static class ScrubRules
{
    private static readonly (int, ScrubRule) CommonPart = (1, Inside);
    private static readonly (int, ScrubRule) Person = (2, Inside);

    private static readonly FrozenDictionary<MessageDescriptor, FrozenDictionary<int, ScrubRule>> ByType = new (MessageDescriptor Type, (int, ScrubRule)[] Fields)[]
    {
        (Common.Descriptor, [(2, Id), (3, Id), (4, Keep), (6, Keep), (27, Words)]),
        (User.Descriptor, [(1, Id), (3, Words), (23, Inside), (24, Inside), (46, Words), (68, Words)]),
        (User.Types.PayGrade.Descriptor, [(6, Keep)]),
        (User.Types.FansClub.Descriptor, [(1, Inside)]),
        (User.Types.FansClub.Types.FansClubData.Descriptor, [(1, Words), (2, Keep)]),
        (Text.Descriptor, [(4, Inside)]),
        (TextPiece.Descriptor, [(1, Keep), (11, Words)]),
        (GiftStruct.Descriptor, [(5, Keep), (10, Keep), (11, Keep), (12, Keep), (16, Keep)]),
        (ChatMessage.Descriptor, [CommonPart, Person, (3, Words), (15, Keep), (20, Keep)]),
        (EmojiChatMessage.Descriptor, [CommonPart, Person, (3, Keep), (4, Inside), (5, Words)]),
        (ScreenChatMessage.Descriptor, [CommonPart, Person, (3, Keep), (4, Words), (12, Keep)]),
        (PrivilegeScreenChatMessage.Descriptor, [CommonPart, Person, (3, Words)]),
        (AudioChatMessage.Descriptor, [CommonPart, Person, (3, Words)]),
        (GiftMessage.Descriptor, [
            CommonPart, (2, Keep), (4, Keep), (5, Keep), (6, Keep), (7, Inside), (8, Inside), (9, Keep), (11, Id), (15, Inside), (17, Keep), (29, Keep), (33, Keep), (35, Words)]),
        (LikeMessage.Descriptor, [CommonPart, (2, Keep), (3, Keep), (5, Inside)]),
        (MemberMessage.Descriptor, [CommonPart, Person, (3, Keep), (10, Keep), (20, Keep)]),
        (SocialMessage.Descriptor, [CommonPart, Person, (3, Keep), (4, Keep), (5, Words), (6, Keep), (8, Keep)]),
        (RoomUserSeqMessage.Descriptor, [CommonPart, (3, Keep), (7, Keep)]),
        (RoomStatsMessage.Descriptor, [CommonPart, (5, Keep), (9, Keep)]),
        (ControlMessage.Descriptor, [CommonPart, (2, Keep)]),
    }.ToFrozenDictionary(rule => rule.Type, rule => rule.Fields.ToFrozenDictionary(field => field.Item1, field => field.Item2));

    private static readonly FrozenDictionary<string, MessageParser> ByMethod = new MessageParser[]
    {
        ChatMessage.Parser, EmojiChatMessage.Parser, ScreenChatMessage.Parser, PrivilegeScreenChatMessage.Parser, AudioChatMessage.Parser, GiftMessage.Parser,
        LikeMessage.Parser, MemberMessage.Parser, SocialMessage.Parser, RoomUserSeqMessage.Parser, RoomStatsMessage.Parser, ControlMessage.Parser,
    }.ToFrozenDictionary(parser => "Webcast" + parser.ParseFrom(ByteString.Empty).Descriptor.Name, parser => parser.WithDiscardUnknownFields(true), StringComparer.Ordinal);

    /// <summary>The methods whose messages are kept.</summary>
    public static IReadOnlyCollection<string> Methods => ByMethod.Keys;

    /// <summary>Parses the message of a method, without the fields that its schema does not name; null for a method that we do not decode.</summary>
    public static MessageParser? Parser(string method) => ByMethod.GetValueOrDefault(method);

    /// <summary>What becomes of a field; null: it is taken out.</summary>
    public static ScrubRule? Of(FieldDescriptor field)
        => ByType.TryGetValue(field.ContainingType, out var fields) && fields.TryGetValue(field.FieldNumber, out var rule) ? rule : null;
}
