using System.Text.Json;
using System.Text.Json.Serialization;

namespace ToxMail.Web.Api;

/// <summary>How strictly bodies are read: a name we do not know is a typing error, and what has to be there may not be missing or null.</summary>
internal static class ApiJson
{
    public static void Configure(JsonSerializerOptions json)
    {
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
    }
}
