namespace DouyinIngest.Webcast.Chat;

/// <summary>What became of a line.</summary>
public enum ChatOutcome
{
    /// <summary>The upstream took it.</summary>
    Sent = 0,

    /// <summary>It was not said; saying it again, once the cause is gone, cannot double it.</summary>
    Refused,

    /// <summary>It may have been said or not: the request went out and no answer tells. It is never repeated by itself, for that could say it twice.</summary>
    Unknown,
}
