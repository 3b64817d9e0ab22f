using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.Chat;
using DouyinIngest.Webcast.Signing;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Pipeline.Hosting;

/// <summary>What saying lines needs beside its own settings: a fleet, since who owns a room is what decides who says its lines, and somebody to say them.</summary>
internal sealed class OutboundRelationsValidator(
    IOptions<IngestOptions> ingest, IOptions<CookieOptions> cookies, IOptions<SigningOptions> signing, ProcessEnvironment environment, TimeProvider time) : IValidateOptions<OutboundOptions>
{
    private const string Enabled = $"{OutboundOptions.SectionName}:{nameof(OutboundOptions.Enabled)}";

    public ValidateOptionsResult Validate(string? name, OutboundOptions options)
    {
        if (!options.Enabled)
        {
            return ValidateOptionsResult.Success;
        }

        List<string> errors = [];
        if (ingest.Value.Rooms.Count > 0)
        {
            errors.Add($"{Enabled} needs rooms from the control topic, but Ingest:Rooms lists rooms: remove them and add them by 'rooms add'; a fleet of one instance does.");
        }

        try
        {
            // A sign service may keep the login to itself and give its cookies with each signature.
            if (signing.Value.Mode == SigningMode.None && !cookies.Value.ReadJar(environment.Lookup, time.GetUtcNow()).Has(ChatSender.LoginCookie))
            {
                errors.Add($"{Enabled} needs the cookies of a login, with {ChatSender.LoginCookie} among them: give Cookies:CookieFile, or DOUYIN_COOKIE in the environment.");
            }
        }
        catch (Exception e) when (e is FormatException or IOException)
        {
            errors.Add(e.Message);
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
