/** A certificate for `localhost` that vouches for itself and ran out in 2020, and its key, which protects nothing. */
export const expiredCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgGSoPp+vpeaWTMfwT
IoPq6lhserisvUZ23u9hW0LT3MWhRANCAARdaISiGFqkuHsbuvE+VrrJLdEjpqNZ
VyXoX22NTDyQJncdWducSOTX9KsqK8geT6OlbgKP3BztaLShw/q2+Awl
-----END PRIVATE KEY-----
`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBYDCCAQWgAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
c3QwHhcNMjAwMTAxMDAwMDAwWhcNMjAwMjAxMDAwMDAwWjAUMRIwEAYDVQQDDAls
b2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARdaISiGFqkuHsbuvE+
VrrJLdEjpqNZVyXoX22NTDyQJncdWducSOTX9KsqK8geT6OlbgKP3BztaLShw/q2
+Awlo0gwRjAUBgNVHREEDTALgglsb2NhbGhvc3QwDwYDVR0TAQH/BAUwAwEB/zAd
BgNVHQ4EFgQU3SPdakrD1eC3W0oZ/hOOG2GwX4IwCgYIKoZIzj0EAwIDSQAwRgIh
AOFm1kadZ3ei0lAHJViLq3fzSMyejkjEfUbE5AcwsqrfAiEAm2wT1ZxGmya/Sl3L
rSGbjgL6FhsdrhK64gk/9IyBXIs=
-----END CERTIFICATE-----
`,
} as const;
