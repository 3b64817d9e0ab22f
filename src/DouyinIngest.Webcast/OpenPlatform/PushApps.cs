using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>Which app a credential's name means.</summary>
internal sealed class PushApps(OpenPlatformOptions options, AppCredentials standard)
{
    private const string Default = "default";

    /// <summary>Null, and what to do, when this process does not have it whole.</summary>
    public AppCredentials? Find(string? credential, out string missing)
    {
        var isDefault = credential is null or Default;
        var app = isDefault ? standard
            : options.Credentials.TryGetValue(credential!, out var other) ? new AppCredentials(other.AppId, other.AppSecret)
            : AppCredentials.None;
        missing = app is { HasAppId: true, AppSecret.Length: > 0 } ? ""
            : isDefault ? $"{AppCredentials.AppIdVariable} and {AppCredentials.AppSecretVariable} are not both set here"
            : $"the credential '{credential}' has no {OpenPlatformOptions.SectionName}:Credentials:{credential} here";
        return missing.Length == 0 ? app : null;
    }
}
