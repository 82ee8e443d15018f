import { sendContactMessage } from "@/lib/contact/contact";
import { contactContract } from "@/lib/contact/contact.schema";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...contactContract, status: 202, message: "Thank you. Your message is on its way.", budget: "own" }, sendContactMessage),
});
