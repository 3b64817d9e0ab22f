using System.Net;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.OpenPlatform;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Pipeline.Push;

/// <summary>What the webhook's settings must be together. No secret stands in a message.</summary>
internal sealed class PushRelationsValidator(IOptions<OpenPlatformOptions> platform, IOptions<KafkaOptions> kafka) : IValidateOptions<PushOptions>
{
    private const int ShortestSecret = 4;

    public ValidateOptionsResult Validate(string? name, PushOptions options)
    {
        var errors = new List<string>();
        if (!IPAddress.TryParse(options.Host, out _))
        {
            errors.Add($"Push:Host is '{options.Host}', but must be an address to listen on, such as 127.0.0.1 or 0.0.0.0.");
        }

        var known = string.Join(", ", PushMessageTypes.All.Select(type => type.Word()));
        errors.AddRange(options.Secrets.Keys.Where(word => PushMessageTypes.Find(word) is null).Select(word => $"Push:Secrets:{word} is no message type; there are {known}."));
        if (options.MaxBodyBytes > options.MaxHeldBytes)
        {
            errors.Add("Push:MaxBodyBytes must not exceed Push:MaxHeldBytes, the bound of all bodies together.");
        }

        if (options.IsOn)
        {
            errors.AddRange(platform.Value.Types.Where(type => !options.SecretsOf(type.Word()).Any(secret => secret.Length >= ShortestSecret)).Select(type =>
                $"Push:Secrets:{type.Word()} is not set, or too short: give the secret that stands beside the webhook's URL at the Open Platform (at least {ShortestSecret} characters)."));
            if (platform.Value.Types.Contains(PushMessageType.FansClub) && !kafka.Value.OtherTopic)
            {
                errors.Add("OpenPlatform:MessageTypes has live_fansclub, which goes to <prefix>.other.v1: set Kafka:OtherTopic=true, and make that topic by 'topics create --set Kafka:OtherTopic=true'.");
            }
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
