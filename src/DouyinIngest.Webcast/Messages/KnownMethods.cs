using System.Collections.Frozen;
using System.Text;
using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Webcast.Messages;

/// <summary>Methods that are heard of and make no event: what tells a new feature of the upstream from everyday traffic.</summary>
internal static class KnownMethods
{
    /// <summary>Without the prefix <c>Webcast</c> that all of them have.</summary>
    private static readonly string[] Names =
    [
        "AnchorLinkmicSilenceMessage",
        "AudioBGImgMessage",
        "AudioBgImgMessage",
        "BattleEffectContainerMessage",
        "BattleEndPunishMessage",
        "BattlePowerContainerMessage",
        "BattleRankSeasonMessage",
        "BattleStatusMessage",
        "BattleStealDragonMessage",
        "BattleTeamTaskMessage",
        "BattleUpdatePropCardTaskMessage",
        "BindingGiftMessage",
        "ChatLikeMessage",
        "CommonDotMessage",
        "CommonTextMessage",
        "CommonToastMessage",
        "DecorationModifyMethod",
        "DecorationUpdateMessage",
        "DoodleGiftMessage",
        "EpisodeChatMessage",
        "ExhibitionChatMessage",
        "FansclubMessage",
        "GiftEffectGameMessage",
        "GiftPlayEventMessage",
        "GiftSortMessage",
        "HotChatMessage",
        "InRoomBannerMessage",
        "ItemShareMessage",
        "LightGiftMessage",
        "LinkMessage",
        "LinkMicArmiesMethod",
        "LinkMicBattleFinishMethod",
        "LinkMicBattleMethod",
        "LinkMicMethod",
        "LinkMicMethodMessage",
        "LinkSettingNotifyMessage",
        "LinkerContributeMessage",
        "LinkmicArmiesMessage",
        "LinkmicBattleFinishMessage",
        "LinkmicPlayModeUpdateScoreMessage",
        "LinkmicPlaymodeMessage",
        "LinkmicProfitMessage",
        "LiveShoppingMessage",
        "LotteryEventMessage",
        "LowPcuGuideMessage",
        "MatchAgainstScoreMessage",
        "NobleEnterLeaveMessage",
        "NotifyEffectMessage",
        "NotifyMessage",
        "PreviewCjRpMessage",
        "PrizeNoticeMessage",
        "ProductChangeMessage",
        "ProfitGameStatusMessage",
        "ProfitInteractionScoreMessage",
        "RankListAwardMessage",
        "RanklistAwardMessage",
        "RanklistHourEntranceMessage",
        "ResidentGuestMessage",
        "RoomDataSyncMessage",
        "RoomIndicatorMessage",
        "RoomIntroMessage",
        "RoomMessage",
        "RoomNotifyMessage",
        "RoomRankMessage",
        "RoomStreamAdaptationMessage",
        "RoomVerifyMessage",
        "TaskCenterEntranceMessage",
        "ToastMessage",
        "UpdateFanTicketMessage",
        "UserPrivilegeChangeMessage",
    ];

    private static readonly FrozenDictionary<ulong, byte[]> ByHash = Names
        .Select(name => Encoding.UTF8.GetBytes("Webcast" + name))
        .ToFrozenDictionary(name => Hash64.Of(name));

    /// <summary>Whether the method, as sent, is one of them.</summary>
    public static bool Contain(ReadOnlySpan<byte> method) => ByHash.TryGetValue(Hash64.Of(method), out var name) && method.SequenceEqual(name);
}
