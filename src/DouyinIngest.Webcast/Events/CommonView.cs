namespace DouyinIngest.Webcast.Events;

/// <summary>What we want of a message beside its own fields: im.Common, and the message's own clock.</summary>
internal struct CommonView
{
    public long MsgId;

    /// <summary>common.create_time as sent: milliseconds, by some senders seconds; 0 when absent.</summary>
    public long CreateTime;

    /// <summary>event_time or send_time as sent: seconds or milliseconds; 0 when absent.</summary>
    public long EventTime;

    /// <summary>What a member, social or control message says was done.</summary>
    public long Action;
}
