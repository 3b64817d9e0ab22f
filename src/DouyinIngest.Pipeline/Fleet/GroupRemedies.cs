using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>Refusals of the group that do not mend by themselves, and what to do about them. Pure.</summary>
internal static class GroupRemedies
{
    /// <summary>One sentence; null when the client's own repetition mends it, or when it is about something else.</summary>
    public static string? For(ErrorCode error, string group, string topic) => error switch
    {
        ErrorCode.GroupAuthorizationFailed => $"Grant the user of {ClientSettings.Section} the right Read on the group {group}; it goes on by itself then",
        ErrorCode.InconsistentGroupProtocol =>
            $"Something that is no instance of this fleet uses the group {group} and divides partitions in another way: stop it, or set Fleet:Group to another name in every instance",
        ErrorCode.GroupMaxSizeReached => $"The brokers admit no more members to a group (group.max.size): raise it, or run fewer instances in {group}",
        ErrorCode.InvalidSessionTimeout => "Set Fleet:SessionTimeout to what the brokers admit (group.min.session.timeout.ms to group.max.session.timeout.ms)",
        _ => AccessRemedies.For(error, topic, "Read"),
    };
}
