/** Somebody in front of the approval pages, with a browser that has cookies and fills in the form it was shown. */
export interface ApprovingPerson {
  /** The page that is shown now. */
  page(): ShownPage;
  open(path: string): Promise<ShownPage>;
  signIn(name: string, pin: string, code?: string): Promise<ShownPage>;
  /** Sends the form with this address, with what the page put into it and what is given here. */
  submit(action: string, values?: Readonly<Record<string, string>>): Promise<ShownPage>;
}

export interface ShownPage {
  readonly status: number;
  readonly title: string;
  readonly html: string;
  readonly headers: Headers;
}

export interface BrowserHabits {
  readonly language?: string;
  /** As a proxy in front of the server names it. */
  readonly address?: string;
}

export function createApprovingPerson(
  url: string,
  { language = 'en', address = '127.0.0.1' }: BrowserHabits = {},
): ApprovingPerson {
  const cookies = new Map<string, string>();
  let shown: ShownPage = { status: 0, title: '', html: '', headers: new Headers() };

  async function visit(path: string, form: Readonly<Record<string, string>> | null): Promise<ShownPage> {
    const response = await fetch(new URL(path, url), {
      method: form === null ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        'accept-language': language,
        'x-forwarded-for': address,
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(form === null ? {} : { body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const [name = '', value = ''] = pair.split('=');
      cookies.set(name, value);
    }
    const location = response.headers.get('location');
    if (location !== null) {
      return visit(location, null);
    }
    const html = await response.text();
    const title = /<h1>(.*?)<\/h1>/.exec(html)?.[1] ?? '';
    shown = { status: response.status, title, html, headers: response.headers };
    return shown;
  }

  const submit: ApprovingPerson['submit'] = (action, values = {}) =>
    visit(action, { ...hiddenOf(shown.html, action), ...values });
  return {
    page: () => shown,
    open: (path) => visit(path, null),
    submit,
    async signIn(name, pin, code = '') {
      await visit(code === '' ? '/enrol' : `/enrol?user_code=${encodeURIComponent(code)}`, null);
      return submit('/enrol/sign-in', { name, pin });
    },
  };
}

function hiddenOf(html: string, action: string): Readonly<Record<string, string>> {
  const form = html.split('<form ').find((part) => part.includes(`action="${action}"`)) ?? '';
  const fields = form.split('</form>')[0]?.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g) ?? [];
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]));
}
