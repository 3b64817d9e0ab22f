namespace DouyinIngest.Webcast.Signing;

/// <summary>Who signs.</summary>
public enum SigningMode
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>A sign service of the user's, over HTTP.</summary>
    Http,
}
