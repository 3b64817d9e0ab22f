namespace DouyinIngest.Webcast.Signing;

/// <summary>An application's id and secret at the Open Platform.</summary>
/// <param name="AppId">Public; empty when none is given.</param>
/// <param name="AppSecret">Never shown or logged; empty when none is given.</param>
public sealed record AppCredentials(string AppId, string AppSecret)
{
    public const string AppIdVariable = "DOUYIN_APP_ID";
    public const string AppSecretVariable = "DOUYIN_APP_SECRET";

    public static AppCredentials None { get; } = new("", "");

    public bool HasAppId => AppId.Length > 0;

    /// <summary>Reads DOUYIN_APP_ID and DOUYIN_APP_SECRET; an empty variable counts as unset.</summary>
    /// <exception cref="FormatException">A secret without an id, or an id that a query could not carry as it is.</exception>
    public static AppCredentials FromEnvironment(Func<string, string?> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var appId = environment(AppIdVariable)?.Trim() ?? "";
        var appSecret = environment(AppSecretVariable)?.Trim() ?? "";
        if (appId.Length == 0 && appSecret.Length > 0)
        {
            throw new FormatException($"{AppSecretVariable} is set but {AppIdVariable} is not.");
        }

        return IsAppId(appId)
            ? new AppCredentials(appId, appSecret)
            : throw new FormatException($"{AppIdVariable} must be letters, digits, '_' and '-' only, such as tt0123456789abcdef01.");
    }

    /// <summary>Whether a query can carry it as it is.</summary>
    internal static bool IsAppId(string appId) => appId.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');

    /// <summary>The id; never the secret.</summary>
    public override string ToString() => $"{nameof(AppCredentials)} {{ AppId = {AppId}, AppSecret = {(AppSecret.Length > 0 ? "***" : "none")} }}";
}
