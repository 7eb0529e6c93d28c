using System.Text.Json.Serialization;

namespace ToxMail.Web.Api;

/// <summary>What to change of a contact; what is not named stays as it is.</summary>
internal sealed class ContactChange
{
    /// <summary>The own name for the contact; null takes it away.</summary>
    public string? Alias
    {
        get;
        set
        {
            field = value;
            HasAlias = true;
        }
    }

    /// <summary>How mail is carried for the contact.</summary>
    public ContactRelayChange? Relay { get; set; }

    /// <summary>True when the body named the alias.</summary>
    [JsonIgnore]
    public bool HasAlias { get; private set; }
}
